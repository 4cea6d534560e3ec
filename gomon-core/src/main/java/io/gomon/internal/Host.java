/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is known about the machine and this library. */
public final class Host {
  private Host() {}

  /** The host name: from the kernel or the environment if they tell, since a look-up may block. */
  public static String name() {
    String name = fromKernel();
    name = name == null ? System.getenv("HOSTNAME") : name;
    name = name == null ? System.getenv("COMPUTERNAME") : name;
    return name == null || name.isBlank() ? fromNetwork() : name;
  }

  private static @Nullable String fromKernel() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException | SecurityException e) {
      // Not a Linux system, or not to be read: the environment may know.
      return null;
    }
  }

  private static String fromNetwork() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException | SecurityException e) {
      // A machine that cannot resolve its own name is no reason to fail.
      return "unknown";
    }
  }

  public static String gomonVersion() {
    String version = Host.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
