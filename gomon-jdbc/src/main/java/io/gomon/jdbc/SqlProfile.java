/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.JdbcPolicy;
import io.gomon.jdbc.profile.Pprof;
import io.gomon.jdbc.profile.Profile;
import io.gomon.jdbc.profile.ProfileText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a program runs in its databases: time and executions for each shape of statement, and for
 * the callers of each. Counts and times of shapes are exact; how they are split among callers is
 * estimated from samples.
 *
 * <pre>{@code
 * System.out.println(SqlProfile.of(gomon).text());
 * try (OutputStream file = Files.newOutputStream(Path.of("sql.pb.gz"))) {
 *   SqlProfile.of(gomon).writePprof(file); // go tool pprof -http=: sql.pb.gz
 * }
 * }</pre>
 *
 * <p>Of each shape the callers of the first 16 executions are looked at, then of one in {@code
 * jdbc.profile-every} (64) and of all that take {@code jdbc.profile-slow} (100 ms); at most {@code
 * jdbc.stacks-per-second} (50). Bounded: 512 shapes, 16 stacks of 32 frames each; what finds no
 * room is shown as {@code (other shapes)} and {@code (other callers)}. Every {@code
 * jdbc.profile-interval} (1 min) it is an event for listeners, {@code sql-profile}. Switched off by
 * {@code jdbc.profile} = false. Any thread.
 */
public final class SqlProfile {
  private final Profile profile;

  private SqlProfile(Profile profile) {
    this.profile = profile;
  }

  /** The profile of this GoMon, since it was started or {@link #reset} was called. */
  public static SqlProfile of(Gomon gomon) {
    return new SqlProfile(JdbcPolicy.of(gomon).watch().profile());
  }

  /** For people to read: shapes by time, with their callers. */
  public String text() {
    return ProfileText.table(profile.report(), profile.nanos());
  }

  /** For tools that draw flame graphs: {@code caller;callee;shape nanoseconds}, one a line. */
  public String collapsed() {
    return ProfileText.collapsed(profile.report());
  }

  /**
   * For {@code pprof} and the tools that read its files: protobuf, compressed with gzip. Does not
   * close the stream.
   *
   * @throws IOException if the stream does
   */
  public void writePprof(OutputStream out) throws IOException {
    long nowEpochNanos = System.currentTimeMillis() * 1_000_000;
    GZIPOutputStream zipped = new GZIPOutputStream(out);
    zipped.write(Pprof.encode(profile.report(), nowEpochNanos, profile.nanos()));
    zipped.finish();
  }

  /**
   * Begins anew, for whoever asks here; the events {@code sql-profile} go on. Shapes and stacks
   * keep their room.
   */
  public void reset() {
    profile.reset();
  }
}
