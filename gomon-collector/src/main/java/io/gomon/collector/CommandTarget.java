/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.archive.CollectorClient;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which collector a command works with: one that runs, or one that is started for the command alone
 * on a folder that nobody uses.
 */
final class CommandTarget {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The running collector. Default: where its settings say that it listens.")
  @Nullable String url;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Instead of a running collector: a data folder that no collector uses.")
  @Nullable String data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The collector's file of properties.")
  @Nullable String config;

  /**
   * A collector that answers until this is closed.
   *
   * @param own started for this command; null: somebody else's
   */
  record Reached(URI address, @Nullable Collector own) implements AutoCloseable {
    CollectorClient client() {
      return new CollectorClient(address);
    }

    @Override
    public void close() {
      if (own != null) {
        own.close();
      }
    }
  }

  Reached reach(Map<String, String> environment, Wiring.Opener opener) throws StartException {
    if (url != null && data != null) {
      throw usage("--url and --data exclude each other");
    }
    if (url != null) {
      return new Reached(address(url), null);
    }
    Settings settings = Settings.of(this::flag, config, environment);
    CollectorConfig found = Main.config(settings);
    if (data != null) {
      Collector own = Collector.startForCommand(found, opener);
      return new Reached(address(found, own.port()), own);
    }
    if (found.port() == 0) {
      throw usage("the settings leave the port open: name the collector by --url");
    }
    return new Reached(address(found, found.port()), null);
  }

  /** A collector of its own listens anywhere, on this machine. */
  private @Nullable String flag(Setting setting) {
    if (data == null) {
      return null;
    }
    return switch (setting) {
      case DATA -> data;
      case PORT -> "0";
      case BIND -> "127.0.0.1";
      default -> null;
    };
  }

  private static URI address(CollectorConfig config, int port) {
    String host = config.bind().getHostAddress();
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  private static URI address(String url) throws StartException {
    try {
      URI address = URI.create(url);
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
      throw usage("--url must be such as http://127.0.0.1:4318, was " + url);
    } catch (IllegalArgumentException e) {
      throw new StartException(ExitCode.USAGE, "--url: " + e.getMessage(), e);
    }
  }

  static StartException usage(String message) {
    return new StartException(ExitCode.USAGE, message, null);
  }
}
