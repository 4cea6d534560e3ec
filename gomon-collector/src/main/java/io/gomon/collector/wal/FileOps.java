/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the log asks of the disk when it writes. A seam: tests watch it, and make it fail. */
class FileOps {

  FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  FileChannel reopen(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Writes all that remains in the buffer, from {@code offset} on. */
  void write(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  void force(FileChannel channel) throws IOException {
    channel.force(false);
  }

  void truncate(FileChannel channel, long size) throws IOException {
    channel.truncate(size);
  }

  /** Makes names in the folder durable, where the system can: a new file is one only after this. */
  void forceFolder(Path folder) throws IOException {
    if (isWindows()) {
      return; // Windows opens no folder for reading, and journals names by itself
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private static boolean isWindows() {
    return java.io.File.separatorChar == '\\';
  }
}
