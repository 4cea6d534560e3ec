/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @AfterEach
  void clear() {
    System.clearProperty(HttpExporter.ENDPOINT_PROPERTY);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4318, http://127.0.0.1:4318/v1/traces",
    "http://127.0.0.1:4318/, http://127.0.0.1:4318/v1/traces",
    "https://apm.example/otlp, https://apm.example/otlp/v1/traces",
    "http://[::1]:4318/v1/traces, http://[::1]:4318/v1/traces",
  })
  void endpoint_withOrWithoutPath_leadsToTraces(String endpoint, String url) {
    assertThat(HttpExporter.builder(endpoint).target().url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:4318", "ftp://x", "http:///v1", "http://h/?a=b", "http://h/#f"})
  void endpoint_unfit_isRefused(String endpoint) {
    assertThatThrownBy(() -> HttpExporter.create(endpoint))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endpoint_withCredentials_isRefusedWithoutRepeatingThem() {
    assertThatThrownBy(() -> HttpExporter.create("http://me:hunter2@h"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "gomon-batch-id", "Host", "a b", "", "ä", "a:b"})
  void header_oursOrUnfit_isRefused(String name) {
    assertThatThrownBy(() -> HttpExporter.builder("http://h").header(name, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret\r\nX: y", "secret\n", " secret", "secretß"})
  void headerValue_unfit_isRefusedWithoutRepeatingIt(String value) {
    assertThatThrownBy(() -> HttpExporter.builder("http://h").header("Authorization", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void settings_unfit_areRefusedWithTheirValue() {
    HttpExporterBuilder builder = HttpExporter.builder("http://h");
    assertThatThrownBy(() -> builder.maxBatchEvents(0)).hasMessageContaining("was 0");
    assertThatThrownBy(() -> builder.flushInterval(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> builder.requestTimeout(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.retryPauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.maxBatchBytes(2_000).maxQueuedBytes(1_999).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void toString_withToken_doesNotSayIt() {
    HttpExporter exporter =
        HttpExporter.builder("http://h").header("Authorization", "Bearer canary").build();
    assertThat(exporter.toString()).contains("http://h/v1/traces").doesNotContain("canary");
  }

  @Test
  void fromEnvironment_nothingSet_isEmpty() {
    assertThat(HttpExporter.fromEnvironment()).isEmpty();
    System.setProperty(HttpExporter.ENDPOINT_PROPERTY, " ");
    assertThat(HttpExporter.fromEnvironment()).isEmpty();
  }

  @Test
  void fromEnvironment_endpointSet_isAnExporterToIt() {
    System.setProperty(HttpExporter.ENDPOINT_PROPERTY, "http://127.0.0.1:4318");
    assertThat(HttpExporter.fromEnvironment().orElseThrow().toString())
        .contains("http://127.0.0.1:4318/v1/traces");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not an address", "ftp://x", "http://me:pw@h"})
  void fromEnvironment_endpointUnfit_isEmptyAndHarmless(String endpoint) {
    System.setProperty(HttpExporter.ENDPOINT_PROPERTY, endpoint);
    assertThat(HttpExporter.fromEnvironment()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "120|120000",
        " 5 |5000",
        "301|300000",
        "99999999999999999999|300000",
        "Sun, 09 Sep 2001 01:46:50 GMT|10000",
        "Sun, 09 Sep 2001 01:46:30 GMT|0",
        "Tue, 09 Sep 2031 01:46:40 GMT|300000",
      })
  void retryAfter_readable_isKeptToFiveMinutes(String header, long millis) {
    assertThat(Retry.retryAfterNanos(header, 1_000_000_000_000L)).isEqualTo(millis * 1_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "Sunday"})
  void retryAfter_unreadable_isNone(String header) {
    assertThat(Retry.retryAfterNanos(header, 0)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"shop, shop", "Größe 1, Gr%C3%B6%C3%9Fe%201", "100%, 100%25"})
  void serviceHeader_anyName_isVisibleAscii(String name, String header) {
    assertThat(HeaderText.percentEncoded(name)).isEqualTo(header);
  }

  @Test
  void partialSuccess_anyBytes_neverThrows() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(20)];
      random.nextBytes(bytes);
      assertThat(PartialSuccess.rejectedSpans(bytes)).isNotNegative();
    }
  }
}
