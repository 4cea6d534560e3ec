/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress in a process of its own, the short form unless {@code -Pstress} is given, and holds
 * what it saw against what it should have seen.
 */
class StressTest {
  /** Which of them, by {@code -Dstress.tests}; all unless given. */
  private static final Pattern TESTS = Pattern.compile(System.getProperty("stress.tests", ""));

  /**
   * How often those twins run again that were not caught yet. On a busy machine the two threads
   * seldom run at the same time; the shipped ones run once, whatever comes out.
   */
  private static final int MAX_ROUNDS = 8;

  private static final List<TestResult> RESULTS = new ArrayList<>();

  @BeforeAll
  static void runAll() throws Exception {
    assumeThat(Runtime.getRuntime().availableProcessors())
        .as("processors: two threads must run at the same time")
        .isGreaterThan(1);
    StressRun form = Boolean.getBoolean("stress.long") ? StressRun.LONG : StressRun.SHORT;
    RESULTS.addAll(form.run(TESTS.pattern(), "all"));
    for (int round = 1; round <= MAX_ROUNDS; round++) {
      String missed = names(true).filter(name -> !isSeen(name)).collect(Collectors.joining("|"));
      if (!missed.isEmpty()) {
        RESULTS.addAll(StressRun.PATIENT.run(missed, "twins-" + round));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> shipped_underStress_showNothingForbidden() {
    return names(false).map(name -> DynamicTest.dynamicTest(name, () -> isClean(name)));
  }

  /** A twin that is not caught proves that the test beside it proves nothing. */
  @TestFactory
  Stream<DynamicTest> twins_underStress_areCaught() {
    return names(true).map(name -> DynamicTest.dynamicTest(name, () -> isCaught(name)));
  }

  private static void isClean(String name) {
    assertThat(resultsOf(name)).allSatisfy(result -> assertThat(problems(result)).isEmpty());
  }

  private static void isCaught(String name) {
    isClean(name);
    assertThat(isSeen(name)).as("the fault of %s was seen", name).isTrue();
  }

  private static boolean isSeen(String name) {
    return RESULTS.stream()
        .filter(result -> result.getName().equals(name) && result.status() == Status.NORMAL)
        .anyMatch(result -> result.grading().hasInteresting);
  }

  private static List<String> problems(TestResult result) {
    if (result.status() != Status.NORMAL) {
      return List.of(result.status() + ": " + result.getMessages() + result.getVmErr());
    }
    Collection<GradingResult> all = result.grading().gradingResults.values();
    return result.grading().isPassed
        ? List.of()
        : all.stream()
            .filter(each -> each.count > 0)
            .map(each -> each.expect + " [" + each.id + "] " + each.count + " times")
            .toList();
  }

  private static List<TestResult> resultsOf(String name) {
    List<TestResult> all =
        RESULTS.stream().filter(result -> result.getName().equals(name)).toList();
    assertThat(all).as("results of %s: it did not run", name).isNotEmpty();
    return all;
  }

  private static Stream<String> names(boolean twins) {
    return TestList.tests().stream()
        .filter(name -> name.endsWith("Twin") == twins)
        .filter(name -> TESTS.matcher(name).find())
        .sorted();
  }
}
