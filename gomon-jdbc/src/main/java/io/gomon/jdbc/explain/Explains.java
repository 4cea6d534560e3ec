/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.jdbc.policy.JdbcPolicy;
import io.gomon.jdbc.policy.Troubles;
import io.gomon.jdbc.profile.SlowExecution;
import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.spi.PluginSlot;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Explains slow executions of one {@link Gomon}: decides, on the thread that ran one, whether its
 * plan is asked for, and asks on a thread of its own. Any thread.
 */
public final class Explains implements SlowExecution.Listener {
  private static final PluginSlot<Explains> SLOT = PluginSlot.create(Explains::registered);

  private final Gomon gomon;
  private final ExplainSettings settings = new ExplainSettings();
  private final ExplainBudget budget;
  private final ExplainWorker worker = new ExplainWorker(this::explain);
  private final AtomicLong explained = new AtomicLong();

  /** One for each reason from the beginning; never changed. */
  private final Map<Unexplained, AtomicLong> unexplained = new EnumMap<>(Unexplained.class);

  /** Replaced by another one under the lock on {@code this}. */
  private volatile List<ExplainSource> sources = List.of();

  Explains(Gomon gomon, LongSupplier nanos) {
    this.gomon = gomon;
    this.budget = new ExplainBudget(settings, nanos);
    for (Unexplained why : Unexplained.values()) {
      unexplained.put(why, new AtomicLong());
    }
  }

  private static Explains registered(Gomon gomon) {
    Explains made = new Explains(gomon, System::nanoTime);
    try {
      gomon.settings().register(made.settings.config);
    } catch (IllegalArgumentException e) {
      // Another plug-in has our name: ours then keeps its defaults.
      Troubles.warn("Settings jdbc-explain are not known: " + e.getMessage());
    }
    return made;
  }

  /** What explains for this GoMon, made on first use. */
  public static Explains of(Gomon gomon) {
    return SLOT.of(gomon);
  }

  /** Has a data source explain from now on. */
  public void add(ExplainSource source) {
    JdbcPolicy policy = JdbcPolicy.of(gomon);
    synchronized (this) {
      List<ExplainSource> more = new ArrayList<>(sources);
      more.add(source);
      sources = List.copyOf(more);
      policy.watch().tellSlow(this);
    }
    if (Duration.ZERO.equals(gomon.settings().get("jdbc.slow-after"))) {
      Troubles.warn(
          "Plans of slow statements are wanted, but jdbc.slow-after is 0s, so none is slow. Set it"
              + " to 500ms, say.");
    }
  }

  /** Has it explain no longer; it is let go of when the plan that it is at is there. */
  public void remove(ExplainSource source) {
    JdbcPolicy policy = JdbcPolicy.of(gomon);
    synchronized (this) {
      List<ExplainSource> less = new ArrayList<>(sources);
      less.remove(source);
      sources = List.copyOf(less);
      if (less.isEmpty()) {
        policy.watch().tellSlow(null);
      }
    }
    forgetGone();
  }

  /** What is remembered of a shape holds the data source that it was explained by. */
  private void forgetGone() {
    List<ExplainSource> now = sources;
    budget.forgetIf(key -> key instanceof ExplainRequest.Key of && !now.contains(of.source()));
  }

  /** How many slow executions were explained, and how many were not, by reason. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("explained", explained.get());
    unexplained.forEach(
        (why, times) -> {
          if (times.get() > 0) {
            counts.put(why.word, times.get());
          }
        });
    return counts;
  }

  void stop() {
    count(Unexplained.STOPPED, worker.stop());
    sources.forEach(this::remove);
  }

  private void count(Unexplained why, int times) {
    Objects.requireNonNull(unexplained.get(why), "why").addAndGet(times);
  }

  @Override
  public @Nullable String slow(EventTracker execution, String shape, SlowExecution.Source source) {
    Unexplained why;
    try {
      why = take(execution, shape, source);
    } catch (Throwable e) {
      // No thread or memory to be had: this one is not explained, and the caller goes on.
      why = Unexplained.FAILED;
    }
    if (why == null) {
      return null;
    }
    count(why, 1);
    return why.word;
  }

  private @Nullable Unexplained take(
      EventTracker execution, String shape, SlowExecution.Source source) {
    SlowExecution slow = source.slowExecution();
    ExplainSource explaining = slow == null ? null : sourceFor(slow);
    if (slow == null || explaining == null) {
      return Unexplained.NO_DATA_SOURCE;
    }
    if (explaining.isUnsupported()) {
      return Unexplained.UNSUPPORTED;
    }
    ExplainRequest request = new ExplainRequest(execution, shape, slow, explaining);
    if (budget.knows(request.key())) {
      return Unexplained.EXPLAINED_LATELY;
    }
    Unexplained why = ReadOnlySql.unfit(slow.sql(), slow.dialect());
    if (why == null) {
      why = budget.take(request.key());
      why = why == null ? offer(request) : why;
    }
    return why;
  }

  private @Nullable Unexplained offer(ExplainRequest request) {
    Unexplained why = worker.offer(request);
    if (why != null) {
      budget.forget(request.key());
    }
    return why;
  }

  private @Nullable ExplainSource sourceFor(SlowExecution slow) {
    ExplainSource forAll = null;
    for (ExplainSource each : sources) {
      if (each.isFor(slow)) {
        return each;
      }
      forAll = each.isForAll() ? each : forAll;
    }
    return forAll;
  }

  /** On the thread that waits for databases. */
  private void explain(ExplainRequest request) {
    if (!gomon.isEnabled()) {
      count(Unexplained.STOPPED, 1);
      return;
    }
    if (!sources.contains(request.source())) {
      // It was taken back meanwhile, perhaps since its pool was to be closed.
      count(Unexplained.NO_DATA_SOURCE, 1);
      forgetGone();
      return;
    }
    EventTracker event = request.execution().newChild("sql-explain");
    event.set("shape", request.shape());
    event.set("elapsed", ((Event) request.execution()).elapsedNanos());
    Thread.currentThread()
        .setContextClassLoader(request.source().dataSource().getClass().getClassLoader());
    try {
      explain(request, event);
      explained.incrementAndGet();
    } catch (NotExplained e) {
      failed(request, event, e.why, e.failure);
    } catch (SQLException e) {
      failed(request, event, isTimeout(e) ? Unexplained.TIMEOUT : Unexplained.REFUSED, e);
    } catch (RuntimeException | LinkageError e) {
      // A driver that fails in its own way, or a fault of ours: one plan less.
      failed(request, event, Unexplained.FAILED, null);
    } finally {
      Thread.currentThread().setContextClassLoader(null);
      if (gomon.isEnabled()) {
        event.finish();
      }
    }
  }

  /** Of PostgreSQL the state tells, "query canceled". */
  private static boolean isTimeout(SQLException e) {
    return e instanceof SQLTimeoutException || "57014".equals(e.getSQLState());
  }

  private void failed(
      ExplainRequest request, EventTracker event, Unexplained why, @Nullable SQLException failure) {
    count(why, 1);
    event.set("unexplained", why.word);
    if (failure != null) {
      event.set("sql-state", failure.getSQLState());
      event.set("vendor-code", failure.getErrorCode());
    }
    if (why == Unexplained.NO_CONNECTION) {
      budget.forget(request.key());
    }
  }

  private void explain(ExplainRequest request, EventTracker event)
      throws SQLException, NotExplained {
    Duration timeout = settings.timeout.get();
    SlowExecution slow = request.slow();
    try (ExplainSession session = ExplainSession.open(request.source().dataSource(), timeout)) {
      String name = session.product();
      event.set("db", name);
      Product product = fitting(request, name);
      ReadOnlySql sql = ReadOnlySql.of(slow.sql(), product.dialect);
      PlanReader reader = new PlanReader(product, plan -> mayShow(slow.sql(), plan));
      int seconds = (int) Math.min(timeout.plusMillis(999).toSeconds(), Integer.MAX_VALUE);
      Explanation explanation = new Explanation(session, product, sql, reader, seconds);
      int maxChars = (Integer) gomon.settings().get("jdbc.value-length");
      Plan plan = explanation.of(slow, maxChars, gomon.redactor());
      plan.describe(event, settings.planLength.get());
    }
  }

  private boolean mayShow(String sql, String plan) {
    return settings.literals.get()
        && !PlanMask.namesSecret(sql, gomon.redactor())
        && !PlanMask.namesSecret(plan, gomon.redactor());
  }

  private static Product fitting(ExplainRequest request, @Nullable String name)
      throws NotExplained {
    SqlDialect ran = request.slow().dialect();
    SqlDialect explains = SqlDialect.ofProduct(name);
    if (ran != explains && ran != SqlDialect.UNKNOWN && explains != SqlDialect.UNKNOWN) {
      throw new NotExplained(Unexplained.OTHER_DATABASE);
    }
    Product product = Product.of(name);
    if (product == null) {
      if (request.source().foundUnsupported()) {
        Troubles.warn("Slow statements of " + name + " cannot be explained. This is said once.");
      }
      throw new NotExplained(Unexplained.UNSUPPORTED);
    }
    return product;
  }
}
