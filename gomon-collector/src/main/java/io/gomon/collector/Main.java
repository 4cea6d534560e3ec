/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.http.Limits;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the collector: docs/COLLECTOR.md. */
@Command(
    name = "gomon-collector",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Versions.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Takes events in, keeps them, shows them: one process, one port.",
    footerHeading = "%n",
    footer = {
      "Each option can also be given as an environment variable, GOMON_COLLECTOR_PORT and so on;",
      "an option on the command line wins. Ctrl-C or SIGTERM stops: what was acknowledged is kept."
    },
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.INTERNAL,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:asked for --help or --version",
      " 1:the store cannot be opened",
      " 2:the store cannot be initialised",
      " 3:the port cannot be opened, it is taken most likely",
      " 4:the data folder cannot be written",
      " 5:another collector is using the data folder",
      " 6:the write-ahead log cannot be opened",
      "64:wrong options",
      "70:a fault of the collector itself",
      "130, 143:stopped by Ctrl-C, by SIGTERM (cleanly)"
    })
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:GOMON_COLLECTOR_PORT:-4318}",
      description = "Port for everything; 0: any free one. Default: 4318")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "${env:GOMON_COLLECTOR_BIND:-127.0.0.1}",
      description = "Address to listen on; loopback only in this version. Default: 127.0.0.1")
  private String bind;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:GOMON_COLLECTOR_DATA:-gomon-data}",
      description = "Folder where everything is kept. Default: gomon-data")
  private Path data;

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      defaultValue = "${env:GOMON_COLLECTOR_RETENTION:-7d}",
      converter = Quantities.DurationConverter.class,
      description = "How long events are kept, such as 7d or 36h; in whole days. Default: 7d")
  private Duration retention;

  @Option(
      names = "--max-wal-size",
      paramLabel = "SIZE",
      defaultValue = "${env:GOMON_COLLECTOR_MAX_WAL_SIZE:-1g}",
      converter = Quantities.SizeConverter.class,
      description = "How large the write-ahead log may become, at least 1m. Default: 1g")
  private long maxWalBytes;

  @Option(
      names = "--max-data-size",
      paramLabel = "SIZE",
      defaultValue = "${env:GOMON_COLLECTOR_MAX_DATA_SIZE:-0}",
      converter = Quantities.SizeConverter.class,
      description =
          "How large all that is kept may become, the log included; the oldest days go first,"
              + " today stays. 0: as large as the disk. Default: 0")
  private long maxDataBytes;

  @Option(
      names = "--max-body-size",
      paramLabel = "SIZE",
      defaultValue = "${env:GOMON_COLLECTOR_MAX_BODY_SIZE:-16m}",
      converter = Quantities.SizeConverter.class,
      description = "Larger request bodies are refused. Default: 16m, less on a small heap")
  private long maxBodyBytes;

  @Option(
      names = "--max-inflated-size",
      paramLabel = "SIZE",
      defaultValue = "${env:GOMON_COLLECTOR_MAX_INFLATED_SIZE:-64m}",
      converter = Quantities.SizeConverter.class,
      description = "The same after inflating. Default: 64m, less on a small heap")
  private long maxInflatedBytes;

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      defaultValue = "${env:GOMON_COLLECTOR_MAX_REQUESTS:-64}",
      description = "Ingest requests that are worked on at once. Default: 64")
  private int maxRequests;

  private final Wiring.Opener wiring;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  Main(Wiring.Opener wiring) {
    this.wiring = wiring;
  }

  public static void main(String[] args) {
    Logging.setUp();
    System.exit(commandLine(Wiring::standard).execute(args));
  }

  /** The command; executing it returns only what went wrong, or was asked for. */
  static CommandLine commandLine(Wiring.Opener wiring) {
    return new CommandLine(new Main(wiring))
        .setParameterExceptionHandler(
            (e, unused) ->
                tell(e.getCommandLine(), e.getMessage() + "; try --help", ExitCode.USAGE))
        .setExecutionExceptionHandler(
            (e, command, unused) ->
                tell(command, "fault of the collector: " + e, ExitCode.INTERNAL));
  }

  /** Picocli's road; not for others. */
  @Override
  public Integer call() {
    try {
      Collector collector = Collector.start(config(), wiring);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(collector), "gomon-stop"));
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "GoMon collector "
              + Version.text()
              + " listening on http://"
              + (bind.contains(":") ? "[" + bind + "]" : bind)
              + ":"
              + collector.port()
              + " (data: "
              + data
              + ")");
      out.flush();
      new CountDownLatch(1).await(); // until a signal ends the process
      return ExitCode.OK;
    } catch (StartException e) {
      return tell(spec.commandLine(), e.getMessage(), e.exitCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts the main thread but a test
      return ExitCode.OK;
    }
  }

  private static void stop(Collector collector) {
    collector.close();
    System.err.println("GoMon collector stopped: all that was acknowledged is on disk");
  }

  private static int tell(CommandLine command, @Nullable String line, int code) {
    command.getErr().println("gomon-collector: " + line);
    command.getErr().flush();
    return code;
  }

  private CollectorConfig config() throws StartException {
    Limits fitting = Limits.forHeap(Runtime.getRuntime().maxMemory());
    int inflated = (int) Math.min(fitting.maxInflatedBytes(), maxInflatedBytes);
    int body = (int) Math.min(inflated, Math.min(fitting.maxBodyBytes(), maxBodyBytes));
    require(port >= 0 && port <= 65_535, "--port must be 0 to 65535, was " + port);
    require(!data.toString().isBlank(), "--data must name a folder, was empty");
    require(maxWalBytes >= 1 << 20, "--max-wal-size must be at least 1m");
    require(maxDataBytes >= 0, "--max-data-size is too large");
    require(maxRequests > 0, "--max-requests must be positive, was " + maxRequests);
    require(body > 0, "--max-body-size must be positive");
    require(
        retention.compareTo(Duration.ofHours(1)) >= 0 && retention.toDays() <= 400,
        "--retention must be 1h to 400d");
    Limits limits = new Limits(body, inflated, maxRequests, fitting.maxInFlightBytes());
    return new CollectorConfig(
        bindAddress(), port, data, retention, maxWalBytes, maxDataBytes, limits);
  }

  private InetAddress bindAddress() throws StartException {
    try {
      InetAddress address = InetAddress.getByName(bind);
      require(
          address.isLoopbackAddress(),
          "--bind "
              + bind
              + " is not a loopback address: this version has no users and no TLS, so it serves"
              + " its own machine only");
      return address;
    } catch (UnknownHostException e) {
      throw new StartException(ExitCode.USAGE, "--bind " + bind + " is not an address", e);
    }
  }

  private static void require(boolean right, String message) throws StartException {
    if (!right) {
      throw new StartException(ExitCode.USAGE, message, null);
    }
  }

  /** Picocli's road; not for others. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"GoMon collector " + Version.text()};
    }
  }
}
