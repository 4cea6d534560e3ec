/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import io.gomon.Gomon;
import io.gomon.GomonStats;
import io.gomon.GomonStats.ListenerStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * GoMon's own account as Micrometer meters: {@code gomon.events.made}, {@code
 * gomon.events.dispatched}, {@code gomon.events.pending}, {@code gomon.events.dropped} by {@code
 * cause} ({@code queue-full}, {@code stopped}), {@code gomon.scope.misuses}, {@code
 * gomon.scope.leaks}, and for each listener {@code gomon.listener.events} by {@code listener} and
 * {@code outcome} ({@code delivered}, {@code filtered}, {@code failed}, {@code dropped}).
 *
 * <p>Listeners are those that are there when it is bound. Any thread.
 */
public final class GomonMeters implements MeterBinder {
  private final Binding<?> binding;

  private GomonMeters(Binding<?> binding) {
    this.binding = binding;
  }

  /** Meters of the process-wide Gomon, whichever that is when they are read. */
  public static GomonMeters create() {
    return new GomonMeters(new Binding<>(Gomon.class, type -> Gomon.global()));
  }

  /** Meters of this Gomon. They hold it weakly: once it is gone, they keep their last value. */
  public static GomonMeters create(Gomon gomon) {
    Objects.requireNonNull(gomon, "gomon");
    return new GomonMeters(new Binding<>(gomon, Function.identity()));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    binding.bindTo(registry);
  }

  /** Meters hold their source weakly, so that the source must be something that others keep. */
  private record Binding<S>(S source, Function<S, Gomon> gomonOf) {

    void bindTo(MeterRegistry registry) {
      counter(registry, "gomon.events.made", Tags.empty(), GomonStats::made);
      counter(registry, "gomon.events.dispatched", Tags.empty(), GomonStats::dispatched);
      counter(registry, "gomon.events.folded", Tags.empty(), GomonStats::folded);
      String dropped = "gomon.events.dropped";
      counter(registry, dropped, Tags.of("cause", "queue-full"), GomonStats::droppedQueueFull);
      counter(registry, dropped, Tags.of("cause", "stopped"), GomonStats::droppedStopped);
      counter(registry, "gomon.scope.misuses", Tags.empty(), GomonStats::scopeMisuses);
      counter(registry, "gomon.scope.leaks", Tags.empty(), GomonStats::scopeLeaks);
      Gauge.builder("gomon.events.pending", source, read(GomonStats::pending))
          .baseUnit("events")
          .register(registry);
      for (ListenerStats listener : gomonOf.apply(source).stats().listeners()) {
        bindListener(registry, listener.listener());
      }
    }

    private void bindListener(MeterRegistry registry, String listener) {
      listenerCounter(registry, listener, "delivered", ListenerStats::delivered);
      listenerCounter(registry, listener, "filtered", ListenerStats::filtered);
      listenerCounter(registry, listener, "failed", ListenerStats::failed);
      listenerCounter(registry, listener, "dropped", ListenerStats::dropped);
    }

    private void listenerCounter(
        MeterRegistry registry,
        String listener,
        String outcome,
        ToLongFunction<ListenerStats> value) {
      counter(
          registry,
          "gomon.listener.events",
          Tags.of("listener", listener, "outcome", outcome),
          stats ->
              stats.listeners().stream()
                  .filter(each -> each.listener().equals(listener))
                  .mapToLong(value)
                  .sum());
    }

    private void counter(
        MeterRegistry registry, String name, Tags tags, ToLongFunction<GomonStats> value) {
      FunctionCounter.builder(name, source, read(value))
          .tags(tags)
          .baseUnit("events")
          .register(registry);
    }

    private ToDoubleFunction<S> read(ToLongFunction<GomonStats> value) {
      Function<S, Gomon> gomon = gomonOf;
      return held -> value.applyAsLong(gomon.apply(held).stats());
    }
  }
}
