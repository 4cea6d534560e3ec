/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.rent;

import io.gomon.jdbc.profile.CallStack;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection that somebody has borrowed. Holds ids and names, and no object of JDBC. */
public final class Rent {
  private final UUID connection;
  private final @Nullable UUID borrower;
  private final String thread;
  private final @Nullable CallStack stack;
  private final Owner owner;
  final long sinceNanos;

  /** Its place in {@link Rents}; negative when there was none. Written before it is shared. */
  int slot = -1;

  /** Written by the thread that looks for leaks. */
  volatile boolean isReported;

  /** What is told about a rent that nobody ends. */
  public interface Owner {

    /** It is not returned for too long. */
    void overdue(Rent rent, long heldNanos);

    /** Nobody can return it any more, since nobody knows the connection. */
    void collected(Rent rent, long heldNanos);
  }

  /** Who, when. */
  Rent(Borrower by, Owner owner, long nowNanos) {
    this.connection = by.connection();
    this.borrower = by.event();
    this.thread = Thread.currentThread().getName();
    this.stack = by.stack();
    this.owner = owner;
    this.sinceNanos = nowNanos;
  }

  /**
   * Who borrows.
   *
   * @param connection id of the connection's event
   * @param event id of what was current; null when nothing was
   * @param stack who called; null when not known
   */
  public record Borrower(UUID connection, @Nullable UUID event, @Nullable CallStack stack) {}

  /** Notices that the application has lost the connection. */
  static final class Watch extends WeakReference<Object> {
    final Rent rent;

    Watch(Object connection, ReferenceQueue<Object> queue, Rent rent) {
      super(connection, queue);
      this.rent = rent;
    }
  }

  /** The reference lives as long as the rent does. */
  @Nullable Watch watch;

  Owner owner() {
    return owner;
  }

  /** As a value of an event. */
  public Map<String, Object> asMap(long heldNanos) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("conn-id", connection.toString());
    if (borrower != null) {
      map.put("borrower", borrower.toString());
    }
    map.put("held", heldNanos);
    map.put("thread", thread);
    if (stack != null && stack.place() != null) {
      map.put("location", stack.place());
    }
    return map;
  }

  /** The stack that borrowed it, the innermost frame first; empty when it is not known. */
  public List<String> stack() {
    return stack == null
        ? List.of()
        : stack.frames().stream().map(CallStack.Frame::toString).toList();
  }
}
