/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * Records the branches of distributed transactions on one physical connection: {@code conn-begintx}
 * from {@code start} to {@code commit} or {@code rollback}, which may come much later, with others
 * between. Any thread. No method throws.
 */
public final class XaRecord {
  /** A branch that is ended on another connection is never heard of again here. */
  private static final int MAX_OPEN = 16;

  private static final int MAX_ID_BYTES = 64;

  private final ConnectionRecord connection;
  private final ConcurrentLinkedDeque<Branch> open = new ConcurrentLinkedDeque<>();

  XaRecord(ConnectionRecord connection) {
    this.connection = connection;
  }

  /** The driver has begun the branch. */
  public void started(@Nullable Xid xid) {
    try {
      Binding bound = connection.bind();
      EventTracker event = bound.gomon.start("conn-begintx", bound.event);
      if (xid == null || !event.isRecording()) {
        return;
      }
      event.set("conn-id", bound.id()).set("xid", hex(xid.getGlobalTransactionId()));
      while (open.size() >= MAX_OPEN) {
        finish(open.poll(), "unknown", null);
      }
      open.add(new Branch(xid, event));
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The branch is done: {@code commit}, {@code rollback}, {@code read-only} or {@code failed}. */
  public void ended(@Nullable Xid xid, String outcome, @Nullable Throwable error) {
    try {
      for (Branch branch : open) {
        if (branch.isOf(xid) && open.remove(branch)) {
          finish(branch, outcome, error);
        }
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The connection is closed, and what becomes of its branches is not heard here. */
  void closed() {
    for (Branch branch = open.poll(); branch != null; branch = open.poll()) {
      finish(branch, "closed", null);
    }
  }

  private static void finish(@Nullable Branch branch, String outcome, @Nullable Throwable error) {
    if (branch == null) {
      return;
    }
    branch.event.set("outcome", outcome);
    if (error != null) {
      JdbcValues.setError(branch.event, error);
      if (error instanceof XAException failure) {
        branch.event.set("vendor-code", failure.errorCode);
      }
    }
    branch.event.finish();
  }

  private static String hex(byte @Nullable [] id) {
    byte[] known = id == null ? new byte[0] : id;
    return HexFormat.of().formatHex(known, 0, Math.min(known.length, MAX_ID_BYTES));
  }

  /** By the parts of its name: nobody promises that two objects for one transaction are equal. */
  private static final class Branch {
    final EventTracker event;
    private final int format;
    private final byte @Nullable [] global;
    private final byte @Nullable [] qualifier;

    Branch(Xid xid, EventTracker event) {
      this.event = event;
      this.format = xid.getFormatId();
      this.global = xid.getGlobalTransactionId();
      this.qualifier = xid.getBranchQualifier();
    }

    boolean isOf(@Nullable Xid xid) {
      return xid != null
          && xid.getFormatId() == format
          && Arrays.equals(xid.getGlobalTransactionId(), global)
          && Arrays.equals(xid.getBranchQualifier(), qualifier);
    }
  }
}
