/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.listener.EventJson;
import io.gomon.spi.FrozenValues;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrozenValuesTest {
  private static final @Nullable Object[] CELLS = {"a", 1L, null, "b", 2.5, true, "spare"};
  private static final List<List<@Nullable Object>> ROWS =
      List.of(Arrays.asList("a", 1L, null), Arrays.asList("b", 2.5, true));

  @Test
  void list_ofCells_equalsAListOfThem() {
    FrozenValues list = FrozenValues.list(CELLS, 5);
    List<@Nullable Object> plain = Arrays.asList("a", 1L, null, "b", 2.5);
    assertThat(list).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThat(new ArrayList<>(list)).isEqualTo(plain);
  }

  @Test
  void table_ofCells_equalsAListOfRows() {
    FrozenValues table = FrozenValues.table(CELLS, 3, 2);
    assertThat(table).isEqualTo(ROWS).hasSameHashCodeAs(ROWS);
    assertThat(FrozenValues.table(CELLS, 0, 2)).isEqualTo(List.of(List.of(), List.of()));
    assertThat(FrozenValues.table(CELLS, 1, 0)).isEqualTo(List.of()).hasSameHashCodeAs(List.of());
  }

  @Test
  void one_cell_isAListOfIt() {
    for (Object cell : Arrays.asList("a", 1L, true, null)) {
      List<@Nullable Object> plain = Collections.singletonList(cell);
      assertThat(FrozenValues.of(cell)).isEqualTo(plain).hasSameHashCodeAs(plain);
      assertThat(FrozenValues.of(cell).mapped(before -> before)).isEqualTo(plain);
    }
    assertThat(FrozenValues.of("a").mapped(before -> before + "!")).isEqualTo(List.of("a!"));
    assertThatThrownBy(() -> FrozenValues.of("a").get(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void anyChange_isRefused() {
    List<@Nullable Object> table = FrozenValues.table(CELLS, 3, 2);
    assertThatThrownBy(() -> table.set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
    @SuppressWarnings("unchecked")
    List<Object> row = (List<Object>) table.get(0);
    assertThatThrownBy(() -> row.set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> table.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void moreThanTheArrayHolds_orAnEventTakes_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> FrozenValues.list(CELLS, 8));
    assertThatIllegalArgumentException().isThrownBy(() -> FrozenValues.list(CELLS, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> FrozenValues.table(CELLS, 4, 2));
    Object[] large = new Object[20_000];
    assertThatIllegalArgumentException().isThrownBy(() -> FrozenValues.list(large, 1_001));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrozenValues.table(large, 20, 501))
        .withMessageContaining("at most 1000 elements, and 10000 cells");
  }

  @Test
  void cell_anyValue_isAsListenersSeeIt() {
    assertThat(FrozenValues.cell(7, 3)).isEqualTo(7L);
    assertThat(FrozenValues.cell((byte) 7, 3)).isEqualTo(7L);
    assertThat(FrozenValues.cell(1.5f, 3)).isEqualTo(1.5);
    assertThat(FrozenValues.cell(new BigDecimal("1.234"), 3)).isEqualTo("1.2");
    assertThat(FrozenValues.cell(null, 3)).isNull();
  }

  @Test
  void set_onAnEvent_takesItAsItIs_andListenersSeeARedactedOne() {
    List<Event> seen = new CopyOnWriteArrayList<>();
    Gomon gomon =
        Gomon.builder("test")
            .discoverPlugins(false)
            .shutdownHook(false)
            .listener(seen::add)
            .setting("fold.enabled", false)
            .start();
    @Nullable Object[] cells = {"clean", 1L, "see password=hunter2 there", null};
    FrozenValues clean = FrozenValues.table(CELLS, 3, 2);
    gomon.start("x").set("clean", clean).set("table", FrozenValues.table(cells, 2, 2)).finish();
    gomon.stop(Duration.ofSeconds(10));

    Event event = seen.stream().filter(e -> e.fingerprint().equals("x")).findFirst().orElseThrow();
    assertThat(event.get("clean")).isSameAs(clean);
    assertThat(String.valueOf(event.get("table"))).contains("clean, 1").doesNotContain("hunter2");
    assertThat(cells[2]).isEqualTo("see password=hunter2 there");
    assertThat(EventJson.toJson(event))
        .contains("\"clean\":[[\"a\",1,null],[\"b\",2.5,true]]")
        .doesNotContain("hunter2");
  }
}
