/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gomon.listener.EventJson;
import io.gomon.spi.Redactor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Whatever is put into an event: it is the event that the limits leave, and comes out as one JSON
 * object on one line that parses back equal. Run by Jazzer, in seconds with {@code mvn verify}, in
 * minutes with {@code -Pfuzz}; in an IDE the seeds alone.
 */
class EventJsonFuzzTest {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Gomon GOMON = Recorder.builder().start();

  /** Secrets have tests of their own; here nothing is to be masked. */
  private static final Redaction NOTHING_IS_SECRET =
      new Redaction(
          new Redactor() {
            @Override
            public boolean isSecret(String key) {
              return false;
            }

            @Override
            public String redact(String text) {
              return text;
            }
          });

  @FuzzTest(maxDuration = "10s")
  void toJson_anyEvent_parsesBackEqual(byte[] program) {
    EventScript script = new EventScript(program);
    String fingerprint = script.text();
    RecordingTracker tracker = RecordingTracker.root(GOMON, fingerprint);
    EventModel model = new EventModel();
    while (!script.isOver()) {
      step(script, tracker, model);
    }
    // As the dispatching thread does it, without the way there.
    boolean open = (script.next() & 1) != 0;
    assertThat(open || tracker.end()).isTrue();
    tracker.redact(NOTHING_IS_SECRET);
    model.check(tracker);
    check(tracker, EventJson.toJson(tracker));
    if (!open) {
      String before = EventJson.toJson(tracker);
      tracker.set("late", "x".repeat(20_000)).addError(new IllegalStateException("late"));
      assertThat(EventJson.toJson(tracker)).isEqualTo(before);
    }
  }

  private static void step(EventScript script, EventTracker tracker, EventModel model) {
    boolean isError = (script.next() & 7) == 7;
    String text = script.text();
    if (isError) {
      model.addError(tracker, text);
    } else {
      model.set(tracker, text, script.value());
    }
  }

  private static void check(Event event, String json) {
    assertThat(json.chars().filter(c -> c < ' ').count()).as("control characters").isZero();
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(json);
    assertThat(JsonReading.parse(json)).isEqualTo(JsonReading.expected(event));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      EventJson.write(event, generator);
    }
    // Jackson escapes other characters in bytes than in text: equal is what is read.
    assertThat(JsonReading.parse(bytes.toString(StandardCharsets.UTF_8)))
        .isEqualTo(JsonReading.expected(event));
  }
}
