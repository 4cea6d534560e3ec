/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.Zstd;
import io.gomon.collector.ingest.json.GomonAdapter;
import io.gomon.collector.ingest.otlp.OtlpAdapters;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.Project;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever comes on any wire, packed in any way: it is refused with words, or becomes events that a
 * replay makes again, and whose attributes are JSON without repeated keys. Bodies are good ones
 * with some bytes changed, or bytes as the fuzzer likes. Run by Jazzer, in seconds with {@code mvn
 * verify}, in minutes with {@code -Pfuzz}.
 */
class DecodersFuzzTest {
  private static final int MAX_BYTES = 1 << 20;
  private static final Origin ORIGIN = new Origin(Project.DEFAULT, "", 1_781_234_567_890L);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();
  private static final List<IngestAdapter> ADAPTERS = new ArrayList<>(OtlpAdapters.all());

  static {
    ADAPTERS.addAll(GomonAdapter.both());
  }

  /** In the order of the adapters. */
  private static final List<byte[]> GOOD =
      List.of(
          GoodBodies.traces().toByteArray(),
          utf8(GoodBodies.TRACES_JSON),
          GoodBodies.logs().toByteArray(),
          utf8(GoodBodies.LOGS_JSON),
          GoodBodies.metrics().toByteArray(),
          utf8(GoodBodies.METRICS_JSON),
          utf8("[" + GoodBodies.EVENT_JSON + "," + GoodBodies.EVENT_JSON + "]"),
          utf8(GoodBodies.EVENT_JSON + "\n" + GoodBodies.EVENT_JSON));

  @FuzzTest(maxDuration = "10s")
  void decode_anyBody_isRefusedOrTheSameAgain(FuzzedDataProvider data) throws Exception {
    int wire = data.consumeInt(0, ADAPTERS.size() - 1);
    Packing packing = data.pickValue(Packing.values());
    boolean damagesPacked = data.consumeBoolean();
    byte[] plain = data.consumeBoolean() ? GOOD.get(wire).clone() : data.consumeBytes(4_096);
    byte[] body = pack(damagesPacked ? plain : changed(plain, data), packing);
    if (damagesPacked) {
      body = changed(body, data);
    }
    try {
      Decoded first = decode(wire, packing.inflate(body, MAX_BYTES, Room.UNLIMITED));
      check(first);
      Decoded again = decode(wire, packing.inflate(body));
      assertThat(again.events()).isEqualTo(first.events());
      assertThat(again.verdict()).isEqualTo(first.verdict());
    } catch (BadBatchException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  private static Decoded decode(int wire, byte[] plain) throws BadBatchException {
    return ADAPTERS.get(wire).decode(plain, ORIGIN, Room.UNLIMITED);
  }

  private static boolean mayBeBeside(CollectedEvent event) {
    return event.fingerprint().equals("application");
  }

  private static void check(Decoded decoded) {
    // what tells of a sender is beside its items, and not counted
    long beside = decoded.events().stream().filter(DecodersFuzzTest::mayBeBeside).count();
    int all = decoded.events().size();
    assertThat((long) decoded.verdict().accepted()).isBetween(all - beside, (long) all);
    assertThat(decoded.rejected().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(decoded.verdict().rejected());
    for (CollectedEvent event : decoded.events()) {
      assertThat(JSON.readTree(event.attributes()).isObject()).isTrue();
      assertThat(event.startNanos()).isNotNegative();
      assertThat(event.operation().length()).isLessThanOrEqualTo(ItemLimits.MAX_NAME_CHARS);
    }
  }

  /** Some bytes replaced, and perhaps the end left out. */
  private static byte[] changed(byte[] bytes, FuzzedDataProvider data) {
    if (bytes.length == 0) {
      return bytes;
    }
    byte[] changed = bytes;
    for (int i = data.consumeInt(0, 4); i > 0; i--) {
      changed[data.consumeInt(0, changed.length - 1)] = data.consumeByte();
    }
    return data.consumeBoolean()
        ? Arrays.copyOf(changed, data.consumeInt(0, changed.length))
        : changed;
  }

  private static byte[] pack(byte[] plain, Packing packing) throws Exception {
    return switch (packing) {
      case NONE -> plain;
      case ZSTD -> Zstd.compress(plain);
      case GZIP -> {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
          out.write(plain);
        }
        yield packed.toByteArray();
      }
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
