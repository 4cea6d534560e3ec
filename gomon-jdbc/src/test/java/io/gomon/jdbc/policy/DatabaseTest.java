/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.zaxxer.hikari.HikariDataSource",
        "org.apache.commons.dbcp2.BasicDataSource",
        "org.apache.commons.dbcp.BasicDataSource",
        "org.apache.tomcat.jdbc.pool.DataSource",
        "org.apache.tomcat.dbcp.dbcp2.BasicDataSource",
        "com.mchange.v2.c3p0.ComboPooledDataSource",
        "io.agroal.pool.DataSource",
        "oracle.ucp.jdbc.PoolDataSourceImpl",
        "com.alibaba.druid.pool.DruidDataSource",
        "org.vibur.dbcp.ViburDBCPDataSource",
        "com.jolbox.bonecp.BoneCPDataSource",
        "org.logicalcobwebs.proxool.ProxoolDataSource",
        "org.jboss.jca.adapters.jdbc.WrapperDataSource",
        "org.jboss.as.connector.subsystems.datasources.WildFlyDataSource",
        "com.ibm.ws.rsadapter.jdbc.WSJdbcDataSource",
        "weblogic.jdbc.common.internal.RmiDataSource",
        "com.atomikos.jdbc.AtomikosDataSourceBean",
        "bitronix.tm.resource.jdbc.PoolingDataSource",
        "com.sun.gjc.spi.jdbc40.DataSource40",
        "org.h2.jdbcx.JdbcConnectionPool",
        "org.hsqldb.jdbc.JDBCPool",
        "org.mariadb.jdbc.MariaDbPoolDataSource",
        "org.postgresql.ds.PGPoolingDataSource",
      })
  void pool_isKnownByItsClass(String className) {
    assertThat(Database.isPool(className)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.h2.jdbcx.JdbcDataSource",
        "org.postgresql.ds.PGSimpleDataSource",
        "org.hsqldb.jdbc.JDBCPooledDataSource",
        "org.mariadb.jdbc.MariaDbDataSource",
        "oracle.jdbc.pool.OracleDataSource",
        "com.mysql.cj.jdbc.MysqlDataSource",
        "org.springframework.jdbc.datasource.DriverManagerDataSource",
      })
  void driver_isNone(String className) {
    assertThat(Database.isPool(className)).isFalse();
  }
}
