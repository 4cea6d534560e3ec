/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DsnTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:postgresql://host:5432/db jdbc:postgresql://host:5432/db",
        "jdbc:postgresql://h1:1,h2:2/db?user=me&password=canary jdbc:postgresql://h1:1,h2:2/db",
        "jdbc:postgresql://host/db?user=me@corp jdbc:postgresql://host/db",
        "jdbc:mysql://me:canary@host:3306/db jdbc:mysql://***@host:3306/db",
        "jdbc:mariadb://[::1]:3306/db jdbc:mariadb://[::1]:3306/db",
        "jdbc:sqlserver://host\\a:1433;databaseName=x;password=canary jdbc:sqlserver://host\\a:1433",
        "jdbc:oracle:thin:scott/canary@//host:1521/svc jdbc:oracle:thin:***@//host:1521/svc",
        "jdbc:oracle:thin:@host:1521:sid jdbc:oracle:thin:@host:1521:sid",
        "jdbc:db2://host:50000/db:user=me;password=canary; jdbc:db2://host:50000/db",
        "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1 jdbc:h2:mem:test",
        "jdbc:sqlite:/tmp/a.db jdbc:sqlite:/tmp/a.db",
        "jdbc:sqlserver://h:1433;user=me@h;password={can@ary} jdbc:sqlserver://h:1433",
        "jdbc:mysql:loadbalance://h1:1,h2:2/db?a=b jdbc:mysql:loadbalance://h1:1,h2:2/db",
        "jdbc:oracle:thin:@tcps://h:1522/svc?wallet_location=/w@x jdbc:oracle:thin:@tcps://h:1522/svc",
        "jdbc:oracle:thin:@ldap://h:389/svc jdbc:oracle:thin:@ldap://h:389/svc",
        "jdbc:snowflake://acct.host.com/?user=u&db=x jdbc:snowflake://acct.host.com/",
        "jdbc:ch:https://me:canary@host:8443/db jdbc:ch:https://***@host:8443/db",
        "jdbc:p6spy:mysql://host:1/db jdbc:p6spy:mysql://host:1/db",
        "jdbc:postgresql://[::1]:1,[::2]/db jdbc:postgresql://[::1]:1,[::2]/db",
        // Which at sign is which cannot be told.
        "jdbc:postgresql://host:5432/db?user=me@corp jdbc:postgresql://***",
      })
  void dsn_keepsKindHostAndDatabase(String url, String expected) {
    assertThat(Dsn.of(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://me:canary?x@host/db",
        "jdbc:mysql://me:canary;x@host/db",
        "jdbc:mysql://me:can/canary@host/db",
        "jdbc:mysql://me:canary@canary@host/db",
        "jdbc:mysql://me:a=canary@host/db",
        "jdbc:postgresql://host/db?user=me@corp&password=canary@x;canary",
        "jdbc:sqlserver://host:1433;user=me@host;password={p@ss;canary}",
        "jdbc:oracle:thin:scott/can:canary@host:1521:sid",
        "jdbc:oracle:oci:scott/canary@tns",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h))(SECURITY=(PASSWORD=canary)))",
        "jdbc:x:me:canary:more@host",
        "me:canary@host",
        "jdbc:mysql://address=(host=h)(password=canary)/db",
        "jdbc:mysql://me:canary",
        "jdbc:mysql://u:canary?w@h",
        "jdbc:oracle:thin:scott/canary//b@host:1521/svc",
        "jdbc:oracle:thin:scott/a//canary@host:1521/svc",
        "jdbc:oracle:oci:scott/canary",
      })
  void dsn_neverShowsAPassword(String url) {
    assertThat(Dsn.of(url)).doesNotContain("canary");
  }

  @Test
  void dsn_ofNothingOrNonsense_isHarmless() {
    assertThat(Dsn.of(null)).isNull();
    assertThat(Dsn.of("")).isEmpty();
    assertThat(Dsn.of("jdbc:")).isEqualTo("jdbc:");
    assertThat(Dsn.of("jdbc:h2:" + "x".repeat(10_000))).hasSize(256);
  }
}
