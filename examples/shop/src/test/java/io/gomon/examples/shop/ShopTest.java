/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.GomonStats;
import io.gomon.examples.shop.inventory.Inventory;
import io.gomon.examples.shop.load.Load;
import io.gomon.testkit.GomonExtension;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Both services under load, with real sockets and a database on disk, watched as in the demo. */
final class ShopTest {
  private static final int REQUESTS = 150;

  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(builder -> builder.discoverPlugins(true));

  @TempDir Path folder;

  @Test
  void load_onBothServices_leavesNoGapInThePicture() throws SQLException {
    Load.Result result;
    try (Inventory inventory = Inventory.start(0, folder);
        Shop shop = Shop.start(0, folder, inventory.address())) {
      result = Load.run(new Load.Plan(shop.address(), Duration.ofSeconds(1), REQUESTS, 8, 42));
    }

    assertThat(result.sent()).isEqualTo(REQUESTS);
    assertThat(result.unexpected()).isZero();
    assertThat(result.sentByKind().keySet())
        .contains("check out", "search", "report", "broken coupons", "unknown product");
    List<Event> events = gomon.events();
    everySqlEventHasARequestAbove(events);
    everyInventoryRequestHasTheShopsCallAsParent(events);
    theSumIsExact(gomon.gomon().stats());
  }

  private static void everySqlEventHasARequestAbove(List<Event> events) {
    Map<UUID, Event> byId = new HashMap<>();
    events.forEach(event -> byId.put(event.id(), event));
    List<Event> sql =
        events.stream()
            .filter(e -> e.fingerprint().startsWith("sql-") || e.fingerprint().startsWith("conn-"))
            .toList();

    assertThat(sql).hasSizeGreaterThan(REQUESTS);
    assertThat(sql)
        .allSatisfy(
            event ->
                assertThat(ancestor(byId, event, "http-servlet"))
                    .as("request above %s", event)
                    .isNotNull());
    assertThat(fingerprints(sql))
        .contains("sql-wconn", "conn-begintx", "sql-wstmt-query", "sql-wconn-query", "sql-wrows");
  }

  private static void everyInventoryRequestHasTheShopsCallAsParent(List<Event> events) {
    Map<UUID, Event> calls = new HashMap<>();
    events.stream()
        .filter(event -> event.fingerprint().equals("http-roundtripper"))
        .forEach(event -> calls.put(event.id(), event));
    List<Event> inventory =
        events.stream()
            .filter(event -> event.fingerprint().equals("http-servlet"))
            .filter(
                event ->
                    Set.of("/stock/*", "/reserve").contains(String.valueOf(event.get("route"))))
            .toList();

    assertThat(inventory).hasSameSizeAs(calls.keySet()).hasSizeGreaterThan(20);
    assertThat(inventory)
        .allSatisfy(
            event -> {
              Event call = calls.get(new UUID(event.parentHigh(), event.parentLow()));
              assertThat(call).as("call above %s", event).isNotNull();
              assertThat(event.traceHigh()).isEqualTo(call.traceHigh());
              assertThat(event.traceLow()).isEqualTo(call.traceLow());
            });
    assertThat(calls.values())
        .extracting(call -> call.get("client"))
        .contains("okhttp", "java.net.http");
  }

  private static void theSumIsExact(GomonStats stats) {
    assertThat(stats.dropped()).isZero();
    assertThat(stats.listeners()).hasSize(1);
    assertThat(stats.made())
        .isEqualTo(
            stats.listeners().get(0).delivered()
                + stats.dropped()
                + stats.folded()
                + stats.pending());
  }

  private static @Nullable Event ancestor(Map<UUID, Event> byId, Event event, String fingerprint) {
    Event up = byId.get(new UUID(event.parentHigh(), event.parentLow()));
    while (up != null && !up.fingerprint().equals(fingerprint)) {
      up = byId.get(new UUID(up.parentHigh(), up.parentLow()));
    }
    return up;
  }

  private static Set<String> fingerprints(List<Event> events) {
    return Set.copyOf(events.stream().map(Event::fingerprint).toList());
  }
}
