/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Draws the arrows of the whole project: between modules, and inside the two that matter most. */
@AnalyzeClasses(packages = "io.gomon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] MODULES = {
    "io.gomon.exporter..",
    "io.gomon.servlet..",
    "io.gomon.jdbc..",
    "io.gomon.net..",
    "io.gomon.runtime..",
    "io.gomon.context..",
    "io.gomon.collector..",
    "io.gomon.testkit..",
    "io.gomon.examples..",
    "io.gomon.benchmarks.."
  };

  @ArchTest
  static final ArchRule core_needsNoOtherModule =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.gomon", "io.gomon.spi..", "io.gomon.listener..", "io.gomon.internal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(MODULES);

  @ArchTest
  static final ArchRule core_usesJavaBaseJacksonCoreAndTheUuidGenerator_nothingElse =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.gomon", "io.gomon.spi..", "io.gomon.listener..", "io.gomon.internal..")
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "io.gomon..",
                      "java.lang..",
                      "java.util",
                      "java.util.concurrent..",
                      "java.util.function..",
                      "java.util.regex..",
                      "java.util.stream..",
                      "java.io..",
                      "java.net..",
                      "java.nio..",
                      "java.time..",
                      "java.security..",
                      "org.jspecify..",
                      "tools.jackson.core..",
                      "com.fasterxml.uuid..")));

  @ArchTest
  static final ArchRule internals_areForCoreOnly =
      noClasses()
          .that(resideInAnyPackage(MODULES))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.gomon.internal..");

  @ArchTest
  static final ArchRule coreInternals_knowNothingOfTheApi =
      noClasses()
          .that()
          .resideInAPackage("io.gomon.internal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.gomon", "io.gomon.listener..");

  @ArchTest
  static final ArchRule interceptionModules_doNotKnowEachOther =
      slices()
          .matching("io.gomon.(exporter|servlet|jdbc|net|runtime|context)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule onlyTheCollector_isLayered =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("io.gomon.collector")
          .layer("web")
          .definedBy("io.gomon.collector.web..")
          .layer("http")
          .definedBy("io.gomon.collector.http..")
          .layer("archive")
          .definedBy("io.gomon.collector.archive..")
          .layer("query")
          .definedBy("io.gomon.collector.query..")
          .layer("rollup")
          .definedBy("io.gomon.collector.rollup..")
          .layer("applier")
          .definedBy("io.gomon.collector.applier..")
          .layer("intake")
          .definedBy("io.gomon.collector.intake..")
          .layer("admission")
          .definedBy("io.gomon.collector.admission..")
          .layer("ingest")
          .definedBy("io.gomon.collector.ingest..")
          .layer("wal")
          .definedBy("io.gomon.collector.wal..")
          .layer("store")
          .definedBy("io.gomon.collector.store..")
          .layer("log")
          .definedBy("io.gomon.collector.log..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("archive")
          .mayOnlyBeAccessedByLayers("web", "main")
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("web", "main")
          .whereLayer("rollup")
          .mayOnlyBeAccessedByLayers("query", "web", "main")
          .whereLayer("applier")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("intake")
          .mayOnlyBeAccessedByLayers("http", "main")
          .whereLayer("admission")
          .mayOnlyBeAccessedByLayers("http", "intake", "main")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("archive", "http", "intake", "applier", "main")
          .whereLayer("wal")
          .mayOnlyBeAccessedByLayers("http", "intake", "applier", "main")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers(
              "archive",
              "query",
              "rollup",
              "ingest",
              "intake",
              "admission",
              "applier",
              "http",
              "web",
              "main");

  @ArchTest
  static final ArchRule wal_knowsNothingOfEvents =
      noClasses()
          .that()
          .resideInAPackage("io.gomon.collector.wal..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.gomon..")
                  .and(not(resideInAPackage("io.gomon.collector.wal.."))));

  @ArchTest
  static final ArchRule publicClasses_areFinalAbstractOrSealed =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .resideOutsideOfPackage("io.gomon.benchmarks..")
          .and(describe("are not sealed", type -> !isSealed(type)))
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould()
          .haveModifier(JavaModifier.ABSTRACT);

  private static boolean isSealed(JavaClass type) {
    try {
      return type.reflect().isSealed();
    } catch (LinkageError e) {
      // It extends a class of an optional library, which is not here; so it has to be final.
      return false;
    }
  }

  @ArchTest
  static final ArchRule junkDrawers_areNotNames =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager");
}
