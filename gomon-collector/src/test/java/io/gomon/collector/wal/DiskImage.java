/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** What stands on a disk whose power was cut: one of the many things that may. */
final class DiskImage {
  private static final int SECTOR_BYTES = 512;

  private final Map<String, byte[]> files;

  private DiskImage(Map<String, byte[]> files) {
    this.files = files;
  }

  static DiskImage atStart(Map<String, byte[]> files) {
    return new DiskImage(new TreeMap<>(files));
  }

  static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (var listed = Files.list(folder)) {
      for (Path file : listed.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  void write(Path folder) throws IOException {
    Files.createDirectory(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** How many steps had not been forced. */
  static int pending(List<DiskStep> steps) {
    int pending = 0;
    for (int i = 0; i < steps.size(); i++) {
      pending += isPending(steps, i) ? 1 : 0;
    }
    return pending;
  }

  private static boolean isPending(List<DiskStep> steps, int index) {
    DiskStep step = steps.get(index);
    return switch (step.kind()) {
      case FORCE, FORCE_FOLDER -> false;
      case CREATE, DELETE ->
          steps.subList(index, steps.size()).stream()
              .noneMatch(later -> later.kind() == DiskStep.Kind.FORCE_FOLDER);
      case WRITE, TRUNCATE ->
          steps.subList(index, steps.size()).stream()
              .noneMatch(
                  later -> later.kind() == DiskStep.Kind.FORCE && later.file().equals(step.file()));
    };
  }

  /** Each bit says whether one of the pending steps was done. */
  void replay(List<DiskStep> steps, int subset) {
    apply(steps, pending -> (subset >> pending & 1) * 2);
  }

  /** Each pending step is done, not done, or done in part. */
  void replay(List<DiskStep> steps, Random random) {
    int kind = random.nextInt(4);
    apply(steps, pending -> kind == 3 ? 1 : random.nextInt(3), random);
  }

  private void apply(List<DiskStep> steps, IntUnaryOperator fate) {
    apply(steps, fate, new Random(steps.size()));
  }

  /** Fate: 0 not done, 1 in part, 2 done. */
  private void apply(List<DiskStep> steps, IntUnaryOperator fate, Random random) {
    Set<String> nameless = new HashSet<>();
    Map<String, byte[]> content = new HashMap<>(files);
    int pending = 0;
    for (int i = 0; i < steps.size(); i++) {
      DiskStep step = steps.get(i);
      int done = isPending(steps, i) ? fate.applyAsInt(pending++) : 2;
      switch (step.kind()) {
        case CREATE -> {
          content.put(step.file(), new byte[0]);
          if (done == 0) {
            nameless.add(step.file());
          } else {
            nameless.remove(step.file());
          }
        }
        case WRITE -> content.computeIfPresent(step.file(), (n, b) -> wrote(b, step, done, random));
        case TRUNCATE ->
            content.computeIfPresent(
                step.file(), (n, b) -> done == 0 ? b : Arrays.copyOf(b, (int) step.at()));
        case DELETE -> {
          if (done != 0) {
            content.remove(step.file());
          }
        }
        default -> {
          continue; // forces have done their part: what stands before them is not pending
        }
      }
    }
    files.clear();
    content.forEach(
        (name, bytes) -> {
          if (!nameless.contains(name)) {
            files.put(name, bytes);
          }
        });
  }

  /** Sector by sector if in part; the file has its new size, with zeros where nothing came. */
  private static byte[] wrote(byte[] before, DiskStep step, int done, Random random) {
    if (done == 0) {
      return before;
    }
    int end = (int) step.at() + step.bytes().length;
    byte[] after = Arrays.copyOf(before, Math.max(before.length, end));
    if (done == 2) {
      System.arraycopy(step.bytes(), 0, after, (int) step.at(), step.bytes().length);
      return after;
    }
    int at = (int) step.at();
    while (at < end) {
      int to = Math.min(end, (at / SECTOR_BYTES + 1) * SECTOR_BYTES);
      boolean whole = random.nextBoolean();
      int count = whole ? to - at : random.nextInt(to - at + 1);
      if (random.nextBoolean()) {
        System.arraycopy(step.bytes(), at - (int) step.at(), after, at, count);
      }
      at = to;
    }
    return random.nextInt(3) == 0 ? Arrays.copyOf(after, Math.max(before.length, at - 7)) : after;
  }
}
