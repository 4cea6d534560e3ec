/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class W3cTraceContextTest {
  private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void parse_exampleOfTheSpecification_isRead() {
    RemoteParent parent = W3cTraceContext.parse(VALID, "congo=t61rcWkgMzE");
    assertThat(parent)
        .isEqualTo(
            new RemoteParent(
                0x4bf92f3577b34da6L,
                0xa3ce929d0e0e4736L,
                0,
                0x00f067aa0ba902b7L,
                1,
                "congo=t61rcWkgMzE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473\uFF16-00f067aa0ba902b7-01",
      })
  void parse_notValid_isNoParent(String traceparent) {
    assertThat(W3cTraceContext.parse(traceparent, null)).isNull();
  }

  @Test
  void parse_laterVersion_isReadAsFarAsKnown() {
    String later = "cc" + VALID.substring(2) + "-what-comes-later";
    assertThat(W3cTraceContext.parse(later, null)).isNotNull();
    assertThat(W3cTraceContext.parse(null, "a=b")).isNull();
  }

  @Test
  void parse_ownMember_givesTheFullId_onlyIfItIsTheParents() {
    String fits = "a=b, gomon=0123456789abcdef00f067aa0ba902b7 ,c=d";
    RemoteParent parent = W3cTraceContext.parse(VALID, fits);
    assertThat(parent.parentHigh()).isEqualTo(0x0123456789abcdefL);
    assertThat(parent.otherState()).isEqualTo("a=b,c=d");
    String other = "gomon=0123456789abcdef1111111111111111";
    assertThat(W3cTraceContext.parse(VALID, other).parentHigh()).isZero();
    assertThat(W3cTraceContext.parse(VALID, "gomon=nonsense").parentHigh()).isZero();
  }

  @Test
  void parse_endlessState_isBounded() {
    String state = String.join(",", Collections.nCopies(10_000, "key=value"));
    RemoteParent parent = W3cTraceContext.parse(VALID, state);
    assertThat(parent.otherState().length()).isLessThanOrEqualTo(512 - 39);
    assertThat(parent.otherState().split(",")).hasSizeLessThanOrEqualTo(31);
  }

  @Test
  void headers_outAndIn_giveTheSameParent() {
    Gomon gomon = Recorder.builder().start();
    EventTracker client = gomon.startInbound("x", W3cTraceContext.parse(VALID, "a=b"));
    RemoteParent parent = W3cTraceContext.parse(client.traceparent(), client.tracestate());
    assertThat(parent.parentHigh()).isEqualTo(client.id().getMostSignificantBits());
    assertThat(parent.spanId()).isEqualTo(client.id().getLeastSignificantBits());
    assertThat(parent.traceHigh()).isEqualTo(0x4bf92f3577b34da6L);
    assertThat(parent.otherState()).isEqualTo("a=b");
    gomon.stop(Duration.ofSeconds(10));
  }
}
