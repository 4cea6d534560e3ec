/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.json;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.CollectedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** GoMon's own JSON, in either of its two forms. Any thread. */
public final class GomonAdapter implements IngestAdapter {
  private static final int MAX_KEPT_CHARS = 1_000;

  /** One of the two forms. */
  private interface Decoder {
    Decoded decode(byte[] plain, String service, Room room) throws BadBatchException;
  }

  private final byte code;
  private final String contentType;
  private final Decoder decoder;

  private GomonAdapter(int code, String contentType, Decoder decoder) {
    this.code = (byte) code;
    this.contentType = contentType;
    this.decoder = decoder;
  }

  /** Both forms; what one learns of the names of services, the other knows. */
  public static List<IngestAdapter> both() {
    GomonJsonDecoder decoder = new GomonJsonDecoder();
    return List.of(
        new GomonAdapter(3, "application/json", decoder::json),
        new GomonAdapter(4, "application/x-ndjson", decoder::lines));
  }

  @Override
  public byte code() {
    return code;
  }

  @Override
  public String path() {
    return "/api/v1/events";
  }

  @Override
  public String contentType() {
    return contentType;
  }

  @Override
  public Decoded decode(byte[] plain, Origin origin, Room room) throws BadBatchException {
    return decoder.decode(plain, origin.service(), room);
  }

  @Override
  public byte[] answer(Verdict verdict) {
    JsonText json = new JsonText().beginObject().key("accepted").integer(verdict.accepted());
    if (verdict.rejected() > 0) {
      json.key("rejected").integer(verdict.rejected());
      json.key("reason").text(verdict.firstReason());
    }
    return json.endObject().toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A replay must find the same services, though the application event that named one may be gone
   * from the log by then. So the name is kept beside the body when one name holds for all.
   */
  @Override
  public String serviceToKeep(Origin origin, List<CollectedEvent> events) {
    if (!origin.service().isEmpty()) {
      return origin.service();
    }
    String first = events.get(0).service();
    boolean same = events.stream().allMatch(event -> event.service().equals(first));
    return same && first.length() <= MAX_KEPT_CHARS ? first : "";
  }
}
