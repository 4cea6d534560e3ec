/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.archive.BackupCopy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder of one collector, locked as long as it runs. The lock ends with the process. */
final class DataFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Makes the folder if it is missing, and locks it. */
  static DataFolder open(Path folder) throws StartException {
    if (BackupCopy.isBackup(folder)) {
      throw new StartException(
          ExitCode.DATA_NOT_WRITABLE,
          folder
              + " is a backup, which a collector would spoil: make a data folder of it by"
              + " restore --from "
              + folder
              + " --data DIR",
          null);
    }
    FileChannel lockFile = null;
    try {
      Files.createDirectories(folder);
      lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(lockFile) == null) {
        lockFile.close();
        throw new StartException(
            ExitCode.DATA_IN_USE, "another collector is using the data folder " + folder, null);
      }
      return new DataFolder(folder, lockFile);
    } catch (IOException e) {
      throw new StartException(
          ExitCode.DATA_NOT_WRITABLE,
          "cannot write to the data folder " + folder + ": " + reason(e),
          e);
    }
  }

  Path wal() {
    return folder.resolve("wal");
  }

  Path quarantine() {
    return folder.resolve("quarantine");
  }

  /** Names of batches whose records are not in the log any more. */
  Path names() {
    return folder.resolve("names");
  }

  Path store() {
    return folder.resolve("store");
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      // the lock ends with the process, which is what happens next
      return;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // two collectors in one JVM: tests
    }
  }

  /** What the system said: the message of the usual ones is only the name of the file. */
  static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return switch (e.getClass().getSimpleName()) {
        case "AccessDeniedException" -> "access denied";
        case "NoSuchFileException" -> file.getFile() + " cannot be made";
        case "FileAlreadyExistsException" -> file.getFile() + " is not a folder";
        default -> e.toString();
      };
    }
    return String.valueOf(e.getMessage());
  }
}
