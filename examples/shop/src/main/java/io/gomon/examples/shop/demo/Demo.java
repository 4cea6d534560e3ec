/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import io.gomon.examples.shop.web.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;

/**
 * The whole of GoMon at work, on one machine, with one command.
 *
 * <p>Options: {@code --collector-jar} FILE, {@code --work} FOLDER, {@code --port} of the collector
 * (4318), {@code --seconds} (until Ctrl-C), {@code --rate} requests a second (25). Exit codes: 0
 * all events are accounted for and in the store; 1 they are not, or a part failed; 2 the port is
 * taken; 64 wrong options.
 */
public final class Demo {
  static final int FAILED = 1;
  static final int PORT_TAKEN = 2;
  static final int USAGE = 64;

  private Demo() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try {
      Options options =
          Options.parse(args, Set.of("collector-jar", "work", "port", "seconds", "rate"));
      int port = options.number("port", 4318, 1, 65_535);
      int seconds = options.number("seconds", 0, 0, 1_000_000);
      int rate = options.number("rate", 25, 1, 1_000);
      if (isTaken(port)) {
        return say(
            PORT_TAKEN,
            "Port " + port + " is taken: stop what uses it, or say --port with another");
      }
      Path work = Path.of(options.text("work", ".demo"), "port-" + port);
      Path jar = Path.of(options.text("collector-jar", "gomon-collector.jar"));
      return new Conductor(new Conductor.Plan(work, jar, port, seconds, rate)).run();
    } catch (IllegalArgumentException e) {
      return say(USAGE, String.valueOf(e.getMessage()));
    } catch (DemoException e) {
      return say(FAILED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return say(FAILED, "The demo cannot go on: " + e);
    }
  }

  private static int say(int exitCode, String message) {
    System.err.println("demo: " + message);
    return exitCode;
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      // Somebody else's, or not for us: the collector could not have it either.
      return true;
    }
  }
}
