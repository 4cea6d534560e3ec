/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an exception came out of the application's own code, told so that it stays the same while
 * lines move: class and method, no line numbers, no numbers that a compiler or a proxy made up.
 */
public final class Frames {
  /** So many frames tell one failure from another. */
  private static final int MAX_FRAMES = 5;

  /** More lines are not looked at: of a recursion gone wrong the first tell enough. */
  private static final int MAX_LINES = 500;

  private static final Pattern FRAME = Pattern.compile("\\s*at ([^(\\s]{1,300})\\s?\\(.*");

  /** A class loader and a module, as in {@code app//} and {@code java.base/}. */
  private static final Pattern LOADED_FROM = Pattern.compile("^[^(]*/(?=[^/]+$)");

  private static final Pattern MADE_UP =
      Pattern.compile(
          "\\$\\$[A-Za-z]+[^.]*|(?<=\\$Proxy)[0-9]+|(?<=lambda\\$[^.]{1,100})\\$[0-9]+");

  private static final List<String> LIBRARIES =
      List.of(
          "java.",
          "javax.",
          "jakarta.",
          "jdk.",
          "sun.",
          "com.sun.",
          "kotlin.",
          "scala.",
          "org.springframework.",
          "org.apache.",
          "org.eclipse.",
          "org.hibernate.",
          "org.jboss.",
          "org.postgresql.",
          "org.mariadb.",
          "org.h2.",
          "com.mysql.",
          "com.zaxxer.",
          "com.fasterxml.",
          "com.google.",
          "io.netty.",
          "io.undertow.",
          "io.opentelemetry.",
          "io.gomon.",
          "reactor.",
          "okhttp3.");

  private Frames() {}

  /**
   * The first frames of the application's own code; where there is none, the first of any code.
   *
   * @param stack as {@code printStackTrace} writes it; anything else has no frames
   */
  public static List<String> of(String stack) {
    List<String> own = new ArrayList<>();
    List<String> any = new ArrayList<>();
    List<String> lines = stack.lines().limit(MAX_LINES).toList();
    for (String line : lines) {
      Matcher matcher = FRAME.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      String frame = normal(matcher.group(1));
      if (any.size() < MAX_FRAMES) {
        any.add(frame);
      }
      if (own.size() < MAX_FRAMES && LIBRARIES.stream().noneMatch(frame::startsWith)) {
        own.add(frame);
      }
    }
    return List.copyOf(own.isEmpty() ? any : own);
  }

  /** As a text of which {@link #of} reads the same frames. */
  public static String write(List<String> frames) {
    StringBuilder text = new StringBuilder();
    frames.forEach(frame -> text.append("at ").append(frame).append("()\n"));
    return text.toString();
  }

  private static String normal(String frame) {
    return LOADED_FROM.matcher(MADE_UP.matcher(frame).replaceAll("")).replaceFirst("");
  }

  /** The name of a group: the same for the same type and frames, on any machine, for ever. */
  public static String group(String type, List<String> frames) {
    long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    String text = type + '\n' + String.join("\n", frames);
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash);
  }
}
