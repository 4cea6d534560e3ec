/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which names have cells of their own on one day: the first ones that come, until their room is
 * full. All further ones are counted together under {@link #OTHER}. Not thread-safe. Memory: some
 * 100 bytes a name, so a few MB when all is full.
 */
public final class NameCaps {
  /** The name of what has no room. */
  public static final String OTHER = "(other)";

  public static final int MAX_SERVICES = 200;

  /** Of one service. */
  public static final int MAX_FINGERPRINTS = 100;

  /** Of one service, statements not among them. */
  public static final int MAX_OPERATIONS = 1_000;

  /** Of all services, statements not among them. */
  public static final int MAX_ALL_OPERATIONS = 10_000;

  /** Of all services. */
  public static final int MAX_STATEMENTS = 2_000;

  /** Groups of failures. */
  public static final int MAX_FAILURES = 500;

  /** Pairs of services, one of which calls the other. */
  public static final int MAX_EDGES = 1_000;

  private static final String STATEMENT = "sql-";

  private final Map<String, OfService> services = new HashMap<>();
  private final Set<Name> failures = new HashSet<>();
  private final Set<Edge> edges = new HashSet<>();
  private int statements;
  private int operations;

  /** What an event is counted under. */
  public record Name(String service, String fingerprint, String operation) {}

  private record Edge(String caller, String service) {}

  private static final class OfService {
    private final Set<String> fingerprints = new HashSet<>();
    private final Set<Name> names = new HashSet<>();
    private int operations;
  }

  /** The name itself if it is known or there is room, which it takes; else with {@link #OTHER}. */
  public Name admit(Name wanted) {
    String service = admitService(wanted.service());
    OfService known = services.computeIfAbsent(service, name -> new OfService());
    String fingerprint = admitFingerprint(known, wanted.fingerprint());
    Name name =
        service.equals(wanted.service()) && fingerprint.equals(wanted.fingerprint())
            ? wanted
            : new Name(service, fingerprint, OTHER);
    if (known.names.contains(name) || name.operation().equals(OTHER)) {
      return name;
    }
    if (!takeRoom(known, fingerprint)) {
      return new Name(service, fingerprint, OTHER);
    }
    known.names.add(name);
    return name;
  }

  /** A service of which nothing is known has room for its name, if there is room for a service. */
  public String admitService(String service) {
    if (services.containsKey(service) || service.equals(OTHER)) {
      return service;
    }
    if (services.size() - (services.containsKey(OTHER) ? 1 : 0) >= MAX_SERVICES) {
      return OTHER;
    }
    services.put(service, new OfService());
    return service;
  }

  /**
   * Whether a group of failures is known, or there is room for it, which it takes then.
   *
   * @param group a service, and in place of fingerprint and operation a type and frames
   */
  public boolean admitFailure(Name group) {
    if (failures.contains(group)) {
      return true;
    }
    return !group.fingerprint().equals(OTHER)
        && failures.size() < MAX_FAILURES
        && failures.add(group);
  }

  /** Whether a pair of services is known, or there is room for it, which it takes then. */
  public boolean admitEdge(String caller, String service) {
    Edge edge = new Edge(caller, service);
    return caller.equals(OTHER)
        || edges.contains(edge)
        || (edges.size() < MAX_EDGES && edges.add(edge));
  }

  private static String admitFingerprint(OfService known, String fingerprint) {
    if (known.fingerprints.contains(fingerprint) || fingerprint.equals(OTHER)) {
      return fingerprint;
    }
    if (known.fingerprints.size() >= MAX_FINGERPRINTS) {
      return OTHER;
    }
    known.fingerprints.add(fingerprint);
    return fingerprint;
  }

  private boolean takeRoom(OfService known, String fingerprint) {
    if (fingerprint.startsWith(STATEMENT)) {
      return statements++ < MAX_STATEMENTS;
    }
    if (known.operations >= MAX_OPERATIONS || operations >= MAX_ALL_OPERATIONS) {
      return false;
    }
    known.operations++;
    operations++;
    return true;
  }
}
