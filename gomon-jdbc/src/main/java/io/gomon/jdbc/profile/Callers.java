/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import io.gomon.jdbc.profile.CallStack.Frame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the stack of the thread that runs a statement. */
final class Callers {
  /** Frames that are kept of a stack; the outer ones are left out. */
  static final int MAX_FRAMES = 32;

  /** Frames that are looked at for the application's own. */
  private static final int MAX_LOOKED_AT = 256;

  private static final String[] OURS = {
    "io.gomon.jdbc.policy.",
    "io.gomon.jdbc.profile.",
    "io.gomon.jdbc.Monitored",
    "io.gomon.jdbc.Forwarding",
    "io.gomon.jdbc.Origin",
    "io.gomon.jdbc.VendorDrivers",
  };

  /** What runs statements for others. */
  private static final String[] LIBRARIES = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "jakarta.",
    "kotlin.",
    "scala.",
    "groovy.",
    "org.springframework.",
    "org.hibernate.",
    "org.jooq.",
    "org.apache.ibatis.",
    "org.mybatis.",
    "io.gomon.jdbc.mybatis.MapperNames",
    "org.eclipse.persistence.",
    "org.jdbi.",
    "io.ebean.",
    "com.querydsl.",
    "com.zaxxer.hikari.",
    "org.apache.commons.dbcp2.",
    "org.apache.commons.dbcp.",
    "org.apache.tomcat.",
    "oracle.ucp.",
    "com.alibaba.druid.",
    "org.vibur.dbcp.",
    "com.jolbox.bonecp.",
    "org.logicalcobwebs.proxool.",
    "com.atomikos.",
    "bitronix.tm.",
    "org.jboss.",
    "com.ibm.ws.",
    "weblogic.",
    "com.mchange.",
    "io.agroal.",
    "net.bytebuddy.",
    "reactor.",
    "io.micronaut.",
    "io.quarkus.",
    "org.flywaydb.",
    "liquibase.",
  };

  private Callers() {}

  /** The stack of this thread, without GoMon's part; null when it may not be looked at. */
  static @Nullable CallStack look() {
    try {
      return StackWalker.getInstance().walk(Callers::read);
    } catch (RuntimeException e) {
      // A security manager of the application forbids it: the callers stay unknown.
      return null;
    }
  }

  private static CallStack read(Stream<StackWalker.StackFrame> stack) {
    List<Frame> frames = new ArrayList<>(MAX_FRAMES);
    String place = null;
    int lookedAt = 0;
    Iterator<StackWalker.StackFrame> all = stack.iterator();
    while (all.hasNext() && lookedAt < MAX_LOOKED_AT) {
      StackWalker.StackFrame each = all.next();
      String className = each.getClassName();
      if (frames.isEmpty() && startsWithOneOf(className, OURS)) {
        continue;
      }
      lookedAt++;
      if (frames.size() < MAX_FRAMES) {
        frames.add(frame(each));
      }
      if (place == null && isApplications(className)) {
        place = place(each);
      }
      if (place != null && frames.size() == MAX_FRAMES) {
        break;
      }
    }
    return new CallStack(frames, place);
  }

  private static Frame frame(StackWalker.StackFrame frame) {
    return new Frame(
        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
  }

  private static String place(StackWalker.StackFrame frame) {
    String file = frame.getFileName();
    return (file == null ? frame.getClassName() : file) + ':' + frame.getLineNumber();
  }

  private static boolean isApplications(String className) {
    // Proxies have no lines.
    boolean isMade = className.contains("$$") || className.contains("$Proxy");
    return !isMade && !startsWithOneOf(className, LIBRARIES);
  }

  private static boolean startsWithOneOf(String className, String[] prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
