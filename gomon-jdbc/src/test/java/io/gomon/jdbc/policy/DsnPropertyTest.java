/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a password consists of, and however it is written into an address: none of its parts is
 * shown.
 */
class DsnPropertyTest {
  private static final int RUNS = 2_000;

  /** Letters that no address has otherwise, and a number that could be a port. */
  private static final String[] PARTS = {"Qx", "7391", "zQ", "QQ4"};

  private static final String SIGNS = ":/@?;=&#{}()[]%+,\\\"' !$^*~|<>";
  private static final String[] PIECES = {"//", "://", "?a=b", ";a=b", "@h", ":1", "@//", "/@"};

  private static String password(Random random) {
    StringBuilder password = new StringBuilder();
    int parts = 1 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      password.append(PARTS[random.nextInt(PARTS.length)]);
      for (int signs = random.nextInt(3); signs > 0; signs--) {
        password.append(
            random.nextInt(3) == 0
                ? PIECES[random.nextInt(PIECES.length)]
                : String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length()))));
      }
    }
    return password.toString();
  }

  private static void check(String form, String password, String encoded) {
    String url = form.replace("<raw>", password).replace("<encoded>", encoded);
    String shown = Dsn.of(url);
    for (String part : PARTS) {
      assertThat(shown).as(url).doesNotContain(part);
    }
  }

  private static void checkMany(String form) {
    Random random = new Random(form.hashCode());
    check(form, PARTS[0], PARTS[0]);
    check(form, PARTS[1], PARTS[1]);
    for (int i = 0; i < RUNS; i++) {
      String password = password(random);
      check(form, password, URLEncoder.encode(password, StandardCharsets.UTF_8));
    }
  }

  /** As the vendors' manuals have it, and as people write it with the signs left as they are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://host:5432/db?user=me&password=<encoded>",
        "jdbc:postgresql://h1:1,h2:2/db?password=<encoded>&user=me",
        "jdbc:postgresql://me:<encoded>@host:5432/db",
        "jdbc:postgresql://me:<raw>@host:5432/db",
        "jdbc:postgresql:db?password=<encoded>",
        "jdbc:postgresql://host/db?password=<raw>",
        "jdbc:mysql://me:<encoded>@host:3306/db",
        "jdbc:mysql://me:<raw>@host:3306/db",
        "jdbc:mysql://me:<raw>@host:3306/db?useSSL=true",
        "jdbc:mysql://u1:<encoded>@h1:1,u2:<encoded>@h2:2/db",
        "jdbc:mysql://me:<encoded>@[h1:1,h2:2]/db",
        "jdbc:mysql://me:<encoded>@(host=h,port=1)/db",
        "jdbc:mysql://address=(host=h)(port=1)(user=u)(password=<encoded>)/db",
        "jdbc:mysql://address=(host=h)(port=1)(user=u)(password=<raw>)/db",
        "jdbc:mysql://(host=h,port=1,user=u,password=<raw>)/db",
        "jdbc:mysql:replication://address=(type=master)(host=h)(password=<raw>),h2:2/db",
        "jdbc:mysql:loadbalance://me:<encoded>@h1:1,h2:2/db",
        "jdbc:mysql:loadbalance://me:<raw>@h1:1,h2:2/db",
        "jdbc:mariadb:sequential://address=(host=h)(password=<raw>)/db?user=u",
        "jdbc:mariadb://host/db?user=root&password=<raw>",
        "jdbc:oracle:thin:scott/<raw>@host:1521/svc",
        "jdbc:oracle:thin:scott/<raw>@host:1521:sid",
        "jdbc:oracle:thin:scott/\"<raw>\"@//host:1521/svc",
        "jdbc:oracle:oci:scott/<raw>@tns",
        "jdbc:oracle:kprb:scott/<raw>@",
        "jdbc:oracle:thin:scott/<raw>@(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1)))",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h))(SECURITY=(WALLET_PASSWORD=<raw>)))",
        "jdbc:oracle:thin:@tcps://h:1522/svc?wallet_location=/w&keyStorePassword=<raw>",
        "jdbc:oracle:thin:scott/<raw>@tcps://h:1522/svc?keyStorePassword=<raw>",
        "jdbc:oracle:thin:/@tns?TNS_ADMIN=/w&javax.net.ssl.trustStorePassword=<raw>",
        "jdbc:sqlserver://host:1433;databaseName=x;user=me;password={<raw>}",
        "jdbc:sqlserver://host\\inst;user=me@host;password={<raw>};encrypt=true",
        "jdbc:sqlserver://;serverName=h;password={<raw>}",
        "jdbc:sqlserver://host;password=<encoded>;user=me",
        "jdbc:jtds:sqlserver://host:1433/db;user=me;password=<encoded>",
        "jdbc:db2://host:50000/db:user=me;password=<raw>;",
        "jdbc:db2:db:user=me;password=<raw>;",
        "jdbc:derby:memory:db;user=me;password=<raw>",
        "jdbc:derby://host:1527/db;user=me;password=<raw>",
        "jdbc:h2:mem:test;USER=sa;PASSWORD=<raw>",
        "jdbc:h2:tcp://host:9092/~/test;PASSWORD=<raw>",
        "jdbc:h2:tcp://me:<encoded>@host/test",
        "jdbc:h2:file:/data/test;CIPHER=AES;PASSWORD=<raw>",
        "jdbc:hsqldb:hsql://host:9001/db;user=SA;password=<raw>",
        "jdbc:sqlite:/tmp/a.db?password=<raw>",
        "jdbc:sqlite:file:a.db?cipher=aes256cbc&key=<raw>",
        "jdbc:snowflake://acct.snowflakecomputing.com/?user=u&password=<encoded>&db=x",
        "jdbc:snowflake://acct.snowflakecomputing.com/?user=u&password=<raw>&db=x",
        "jdbc:redshift://me:<encoded>@host:5439/db",
        "jdbc:redshift:iam://host:5439/db?AccessKeyID=a&SecretAccessKey=<raw>",
        "jdbc:clickhouse://me:<encoded>@host:8123/db",
        "jdbc:ch:https://me:<raw>@host:8443/db?ssl=true",
        "jdbc:clickhouse:http://host:8123?user=u&password=<raw>",
        "jdbc:teradata://host/DATABASE=db,USER=u,PASSWORD=<raw>",
        "jdbc:informix-sqli://host:1/db:INFORMIXSERVER=s;user=u;password=<raw>",
        "jdbc:as400://host/lib;user=u;password=<raw>",
        "jdbc:sap://host:30015/?user=u&password=<raw>",
        "jdbc:hive2://h1:1,h2:2/db;principal=hive/h@REALM;password=<raw>",
        "jdbc:databricks://host:443/default;transportMode=http;UID=token;PWD=<raw>",
        "jdbc:bigquery://https://www.host:443;ProjectId=p;OAuthPvtKey=<raw>",
        "jdbc:firebirdsql://host:3050/db?password=<raw>",
        "jdbc:sybase:Tds:host:5000/db?PASSWORD=<raw>",
        "jdbc:p6spy:mysql://me:<raw>@host/db",
        "jdbc:p6spy:oracle:thin:scott/<raw>@host:1521/svc",
        "jdbc:nobody:me:<raw>@host",
        "jdbc:nobody:what://me:<raw>@host/db",
        "postgres://me:<raw>@host/db",
        "me:<raw>@host",
      })
  void password_isNeverShown(String form) {
    checkMany(form);
  }
}
