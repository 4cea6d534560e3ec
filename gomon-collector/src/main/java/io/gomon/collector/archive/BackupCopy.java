/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.archive.ArchiveException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Takes a backup elsewhere, or makes a data folder of it: each file is checked. Any thread. */
public final class BackupCopy {
  private BackupCopy() {}

  /**
   * Copies a backup into a folder of backups, under its own name. What is the same as in the newest
   * one there takes no room again.
   *
   * @return where it is
   */
  public static Path keep(Path backup, Path folder) throws ArchiveException {
    try {
      BackupManifest manifest = BackupManifest.read(backup);
      String name = String.valueOf(backup.getFileName());
      try (BackupFolder.Making making = new BackupFolder(folder, () -> false).begin(name)) {
        for (BackupManifest.Entry file : manifest.files()) {
          making.copy(backup.resolve(file.name()), file.name());
          check(file, making.add(file.name()));
        }
        return making.finish(manifest);
      }
    } catch (IOException e) {
      throw failed("cannot copy the backup " + backup + " to " + folder, e);
    }
  }

  /**
   * Makes a data folder of a backup.
   *
   * @param data not there yet, or empty
   * @return how many bytes it has
   */
  public static long restore(Path backup, Path data) throws ArchiveException {
    Path folder = data.toAbsolutePath().normalize();
    Path partial = folder.resolveSibling(folder.getFileName() + BackupFolder.PARTIAL);
    try {
      BackupManifest manifest = BackupManifest.read(backup);
      removeEmpty(folder);
      FileCopy.delete(partial);
      Files.createDirectories(partial);
      for (BackupManifest.Entry file : manifest.files()) {
        Path to = partial.resolve(file.name());
        Files.createDirectories(to.getParent());
        FileCopy.copy(backup.resolve(file.name()), to, () -> false);
        FileCopy.force(to);
        String sum = FileCopy.sha256(to, () -> false);
        check(file, new BackupManifest.Entry(file.name(), Files.size(to), sum));
      }
      FileCopy.forceFolders(partial);
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      FileCopy.force(Objects.requireNonNull(folder.getParent()));
      return manifest.bytes();
    } catch (IOException e) {
      throw failed("cannot restore " + backup + " to " + data, e);
    }
  }

  /** Whether a folder is a backup, and so no collector's data. */
  public static boolean isBackup(Path folder) {
    return Files.exists(folder.resolve(BackupManifest.NAME));
  }

  /** Its name is needed for the finished folder. */
  private static void removeEmpty(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("that is no folder: name another");
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException("the folder is not empty: name another, or move it away", e);
    } catch (IOException e) {
      throw new IOException(
          "the folder is there and cannot be replaced (a mount point cannot): name one inside it, "
              + e.getMessage(),
          e);
    }
  }

  private static void check(BackupManifest.Entry expected, BackupManifest.Entry found)
      throws IOException {
    if (!expected.equals(found)) {
      throw new IOException("the file " + expected.name() + " is damaged: take another backup");
    }
  }

  private static ArchiveException failed(String what, IOException e) {
    return new ArchiveException(Kind.FILE, what + ": " + e.getMessage(), e);
  }
}
