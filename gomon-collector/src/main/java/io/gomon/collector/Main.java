/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.http.Limits;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
      "Each option can also be given as an environment variable, GOMON_COLLECTOR_PORT and so on,",
      "or in the file of --config; a flag wins over a variable, and that over the file.",
      "Ctrl-C or SIGTERM stops: what was acknowledged is kept."
    },
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.INTERNAL,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:asked for --help or --version; a command has done its work",
      " 1:the store cannot be opened",
      " 2:the store cannot be initialised",
      " 3:the port cannot be opened, it is taken most likely",
      " 4:the data folder cannot be written",
      " 5:another collector is using the data folder",
      " 6:the write-ahead log cannot be opened",
      " 7:a command found no collector, or was refused by it",
      " 8:a command did a part of its work; the line says which is missing",
      " 9:a command cannot read or write a file",
      "64:wrong options",
      "70:a fault of the collector itself",
      "130, 143:stopped by Ctrl-C, by SIGTERM (cleanly)"
    })
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  private final Wiring.Opener wiring;

  private final Map<String, String> environment;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  private Main(Wiring.Opener wiring, Map<String, String> environment) {
    this.wiring = wiring;
    this.environment = environment;
  }

  public static void main(String[] args) {
    Logging.setUp();
    System.exit(commandLine(Wiring::standard, System.getenv()).execute(args));
  }

  /** The command; executing it returns only what went wrong, or was asked for. */
  static CommandLine commandLine(Wiring.Opener wiring, Map<String, String> environment) {
    CommandLine command = new CommandLine(new Main(wiring, environment));
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(
        OptionSpec.builder(Settings.CONFIG_FLAG)
            .paramLabel("FILE")
            .type(String.class)
            .description("File of properties; its keys are the names below without the dashes.")
            .build());
    for (Setting setting : Setting.values()) {
      spec.addOption(
          OptionSpec.builder(setting.flag())
              .paramLabel(setting.parameter)
              .type(String.class)
              .description(setting.description + " Default: " + setting.defaultValue)
              .build());
    }
    Commands.addTo(command, wiring, environment);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    return command
        .setParameterExceptionHandler(
            (e, unused) ->
                tell(e.getCommandLine(), e.getMessage() + "; try --help", ExitCode.USAGE))
        .setExecutionExceptionHandler(
            (e, failed, unused) -> tell(failed, "fault of the collector: " + e, ExitCode.INTERNAL));
  }

  /** Picocli's road; not for others. */
  @Override
  public Integer call() {
    try {
      CollectorConfig config = config(settings());
      Collector collector = Collector.start(config, wiring);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(collector), "gomon-stop"));
      String bind = config.bind().getHostAddress();
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "GoMon collector "
              + Version.text()
              + " listening on http://"
              + (bind.contains(":") ? "[" + bind + "]" : bind)
              + ":"
              + collector.port()
              + " (data: "
              + config.dataFolder()
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

  static int tell(CommandLine command, @Nullable String line, int code) {
    command.getErr().println("gomon-collector: " + line);
    command.getErr().flush();
    return code;
  }

  private Settings settings() throws StartException {
    CommandLine.ParseResult given = spec.commandLine().getParseResult();
    return Settings.of(
        setting -> given.matchedOptionValue(setting.flag(), null),
        given.matchedOptionValue(Settings.CONFIG_FLAG, null),
        environment);
  }

  static CollectorConfig config(Settings settings) throws StartException {
    int port = settings.as(Setting.PORT, Quantities::number);
    require(port >= 0 && port <= 65_535, settings, Setting.PORT, "must be 0 to 65535");
    String data = settings.text(Setting.DATA);
    require(!data.isBlank(), settings, Setting.DATA, "must name a folder");
    long maxWalBytes = settings.as(Setting.MAX_WAL_SIZE, Quantities::bytes);
    require(maxWalBytes >= 1 << 20, settings, Setting.MAX_WAL_SIZE, "must be at least 1m");
    Duration retention = settings.as(Setting.RETENTION, Quantities::duration);
    require(
        retention.compareTo(Duration.ofHours(1)) >= 0 && retention.toDays() <= 400,
        settings,
        Setting.RETENTION,
        "must be 1h to 400d");
    return new CollectorConfig(
        bindAddress(settings),
        port,
        Path.of(data),
        retention,
        new CollectorConfig.Disk(
            maxWalBytes,
            settings.as(Setting.MAX_DATA_SIZE, Quantities::bytes),
            settings.as(Setting.MIN_FREE_DISK, Quantities::bytes)),
        limits(settings),
        isOn(settings, Setting.SELF_MONITORING));
  }

  private static boolean isOn(Settings settings, Setting setting) throws StartException {
    String text = settings.text(setting);
    require(text.equals("on") || text.equals("off"), settings, setting, "must be on or off");
    return text.equals("on");
  }

  private static Limits limits(Settings settings) throws StartException {
    Limits fitting = Limits.forHeap(Runtime.getRuntime().maxMemory());
    long maxInflatedBytes = settings.as(Setting.MAX_INFLATED_SIZE, Quantities::bytes);
    long maxBodyBytes = settings.as(Setting.MAX_BODY_SIZE, Quantities::bytes);
    int maxRequests = settings.as(Setting.MAX_REQUESTS, Quantities::number);
    require(maxInflatedBytes > 0, settings, Setting.MAX_INFLATED_SIZE, "must be positive");
    require(maxBodyBytes > 0, settings, Setting.MAX_BODY_SIZE, "must be positive");
    require(maxRequests > 0, settings, Setting.MAX_REQUESTS, "must be positive");
    int inflated = (int) Math.min(fitting.maxInflatedBytes(), maxInflatedBytes);
    int body = (int) Math.min(inflated, Math.min(fitting.maxBodyBytes(), maxBodyBytes));
    int maxRate = settings.as(Setting.MAX_RATE, Quantities::number);
    require(maxRate >= 0, settings, Setting.MAX_RATE, "must be 0 or more");
    return new Limits(body, inflated, maxRequests, fitting.maxInFlightBytes(), maxRate);
  }

  private static InetAddress bindAddress(Settings settings) throws StartException {
    String bind = settings.text(Setting.BIND);
    try {
      InetAddress address = InetAddress.getByName(bind);
      require(
          address.isLoopbackAddress(),
          settings,
          Setting.BIND,
          "is not a loopback address: this version has no users and no TLS, so it serves its own"
              + " machine only");
      return address;
    } catch (UnknownHostException e) {
      throw new StartException(
          ExitCode.USAGE, settings.source(Setting.BIND) + ": " + bind + " is not an address", e);
    }
  }

  private static void require(boolean right, Settings settings, Setting setting, String message)
      throws StartException {
    if (!right) {
      String text = settings.text(setting);
      throw new StartException(
          ExitCode.USAGE,
          settings.source(setting) + " " + (text.isEmpty() ? "" : text + " ") + message,
          null);
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
