/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Collection;
import java.util.List;
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
  private static List<TestResult> results = List.of();

  @BeforeAll
  static void runAll() throws Exception {
    assumeThat(Runtime.getRuntime().availableProcessors())
        .as("processors: two threads must run at the same time")
        .isGreaterThan(1);
    results = StressRun.run(Boolean.getBoolean("stress.long"));
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
    assertThat(resultsOf(name))
        .as("outcomes of %s", name)
        .anySatisfy(result -> assertThat(result.grading().hasInteresting).isTrue());
    isClean(name);
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
        results.stream().filter(result -> result.getName().equals(name)).toList();
    assertThat(all).as("results of %s: it did not run", name).isNotEmpty();
    return all;
  }

  private static Stream<String> names(boolean twins) {
    List<String> names =
        TestList.tests().stream()
            .filter(name -> name.endsWith("Twin") == twins)
            .sorted()
            .collect(Collectors.toList());
    assertThat(names).isNotEmpty();
    return names.stream();
  }
}
