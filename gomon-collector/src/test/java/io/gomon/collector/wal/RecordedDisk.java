/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A real disk that writes down what it is told; and fails at random, if that is wanted. */
final class RecordedDisk extends FileOps {
  final List<DiskStep> steps = new CopyOnWriteArrayList<>();
  private final Map<FileChannel, String> names = new ConcurrentHashMap<>();
  private final Semaphore gate = new Semaphore(1);
  private final Random random;
  private final int faultPercent;
  private volatile boolean troubled;

  RecordedDisk(Random random, int faultPercent) {
    this.random = random;
    this.faultPercent = faultPercent;
  }

  /** The real disk, which is not waited for: a thousand of them are opened. */
  static final class Forceless extends FileOps {
    @Override
    void force(FileChannel channel) {}

    @Override
    void forceFolder(Path folder) {}
  }

  void troubled(boolean now) {
    troubled = now;
  }

  /** The next write waits, so that what comes meanwhile makes one group. */
  void hold() {
    gate.acquireUninterruptibly();
  }

  void release() {
    gate.release();
  }

  private void fault() throws IOException {
    if (troubled && random.nextInt(100) < faultPercent) {
      throw new IOException("the disk of the test fails");
    }
  }

  private void pass() {
    gate.acquireUninterruptibly();
    gate.release();
  }

  private String nameOf(FileChannel channel) {
    return names.get(channel);
  }

  @Override
  FileChannel create(Path file) throws IOException {
    pass();
    fault();
    FileChannel channel = super.create(file);
    names.put(channel, file.getFileName().toString());
    steps.add(DiskStep.of(DiskStep.Kind.CREATE, nameOf(channel)));
    return channel;
  }

  @Override
  FileChannel reopen(Path file) throws IOException {
    FileChannel channel = super.reopen(file);
    names.put(channel, file.getFileName().toString());
    return channel;
  }

  @Override
  void write(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
    pass();
    if (troubled && random.nextInt(100) < faultPercent) {
      record(channel, bytes.slice(bytes.position(), bytes.remaining() / 2), offset);
      throw new IOException("the disk of the test is full");
    }
    record(channel, bytes, offset);
  }

  private void record(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    steps.add(new DiskStep(DiskStep.Kind.WRITE, nameOf(channel), offset, copy));
    super.write(channel, bytes, offset);
  }

  @Override
  void force(FileChannel channel) throws IOException {
    fault();
    steps.add(DiskStep.of(DiskStep.Kind.FORCE, nameOf(channel)));
  }

  @Override
  void truncate(FileChannel channel, long size) throws IOException {
    fault();
    super.truncate(channel, size);
    steps.add(new DiskStep(DiskStep.Kind.TRUNCATE, nameOf(channel), size, new byte[0]));
  }

  @Override
  void forceFolder(Path folder) throws IOException {
    fault();
    steps.add(DiskStep.of(DiskStep.Kind.FORCE_FOLDER, ""));
  }

  @Override
  void delete(Path file) throws IOException {
    fault();
    super.delete(file);
    steps.add(DiskStep.of(DiskStep.Kind.DELETE, file.getFileName().toString()));
  }
}
