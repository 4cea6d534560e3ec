/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.StatementRecord;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullUnmarked;

/** Forwards each method of {@link CallableStatement} to the driver's. */
@Generated("io.gomon.jdbc.ForwardingGenerator")
@NullUnmarked
@SuppressWarnings("deprecation") // drivers and applications still use what is
abstract class ForwardingCallableStatement extends MonitoredPreparedStatement
    implements CallableStatement {
  final CallableStatement callable;

  ForwardingCallableStatement(
      CallableStatement callable, MonitoredConnection connection, StatementRecord record) {
    super(callable, connection, record);
    this.callable = callable;
  }

  abstract void out(int key, Object value);

  abstract void out(String key, Object value);

  abstract void out(int key, boolean value);

  abstract void out(String key, boolean value);

  abstract void out(int key, long value);

  abstract void out(String key, long value);

  abstract void out(int key, double value);

  abstract void out(String key, double value);

  abstract Object cursor(Object value);

  abstract <T> T cursor(T value, Class<T> type);

  abstract void bound(String key, Object value);

  abstract void bound(String key, boolean value);

  abstract void bound(String key, long value);

  abstract void bound(String key, double value);

  @Override
  public Array getArray(int p1) throws SQLException {
    Array value = callable.getArray(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Array getArray(String p1) throws SQLException {
    Array value = callable.getArray(p1);
    out(p1, value);
    return value;
  }

  @Override
  public BigDecimal getBigDecimal(int p1) throws SQLException {
    BigDecimal value = callable.getBigDecimal(p1);
    out(p1, value);
    return value;
  }

  @Override
  public BigDecimal getBigDecimal(int p1, int p2) throws SQLException {
    BigDecimal value = callable.getBigDecimal(p1, p2);
    out(p1, value);
    return value;
  }

  @Override
  public BigDecimal getBigDecimal(String p1) throws SQLException {
    BigDecimal value = callable.getBigDecimal(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Blob getBlob(int p1) throws SQLException {
    Blob value = callable.getBlob(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Blob getBlob(String p1) throws SQLException {
    Blob value = callable.getBlob(p1);
    out(p1, value);
    return value;
  }

  @Override
  public boolean getBoolean(int p1) throws SQLException {
    boolean value = callable.getBoolean(p1);
    out(p1, value);
    return value;
  }

  @Override
  public boolean getBoolean(String p1) throws SQLException {
    boolean value = callable.getBoolean(p1);
    out(p1, value);
    return value;
  }

  @Override
  public byte getByte(int p1) throws SQLException {
    byte value = callable.getByte(p1);
    out(p1, value);
    return value;
  }

  @Override
  public byte getByte(String p1) throws SQLException {
    byte value = callable.getByte(p1);
    out(p1, value);
    return value;
  }

  @Override
  public byte[] getBytes(int p1) throws SQLException {
    byte[] value = callable.getBytes(p1);
    out(p1, value);
    return value;
  }

  @Override
  public byte[] getBytes(String p1) throws SQLException {
    byte[] value = callable.getBytes(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Reader getCharacterStream(int p1) throws SQLException {
    Reader value = callable.getCharacterStream(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Reader getCharacterStream(String p1) throws SQLException {
    Reader value = callable.getCharacterStream(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Clob getClob(int p1) throws SQLException {
    Clob value = callable.getClob(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Clob getClob(String p1) throws SQLException {
    Clob value = callable.getClob(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Date getDate(int p1) throws SQLException {
    Date value = callable.getDate(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Date getDate(int p1, Calendar p2) throws SQLException {
    Date value = callable.getDate(p1, p2);
    out(p1, value);
    return value;
  }

  @Override
  public Date getDate(String p1) throws SQLException {
    Date value = callable.getDate(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Date getDate(String p1, Calendar p2) throws SQLException {
    Date value = callable.getDate(p1, p2);
    out(p1, value);
    return value;
  }

  @Override
  public double getDouble(int p1) throws SQLException {
    double value = callable.getDouble(p1);
    out(p1, value);
    return value;
  }

  @Override
  public double getDouble(String p1) throws SQLException {
    double value = callable.getDouble(p1);
    out(p1, value);
    return value;
  }

  @Override
  public float getFloat(int p1) throws SQLException {
    float value = callable.getFloat(p1);
    out(p1, value);
    return value;
  }

  @Override
  public float getFloat(String p1) throws SQLException {
    float value = callable.getFloat(p1);
    out(p1, value);
    return value;
  }

  @Override
  public int getInt(int p1) throws SQLException {
    int value = callable.getInt(p1);
    out(p1, value);
    return value;
  }

  @Override
  public int getInt(String p1) throws SQLException {
    int value = callable.getInt(p1);
    out(p1, value);
    return value;
  }

  @Override
  public long getLong(int p1) throws SQLException {
    long value = callable.getLong(p1);
    out(p1, value);
    return value;
  }

  @Override
  public long getLong(String p1) throws SQLException {
    long value = callable.getLong(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Reader getNCharacterStream(int p1) throws SQLException {
    Reader value = callable.getNCharacterStream(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Reader getNCharacterStream(String p1) throws SQLException {
    Reader value = callable.getNCharacterStream(p1);
    out(p1, value);
    return value;
  }

  @Override
  public NClob getNClob(int p1) throws SQLException {
    NClob value = callable.getNClob(p1);
    out(p1, value);
    return value;
  }

  @Override
  public NClob getNClob(String p1) throws SQLException {
    NClob value = callable.getNClob(p1);
    out(p1, value);
    return value;
  }

  @Override
  public String getNString(int p1) throws SQLException {
    String value = callable.getNString(p1);
    out(p1, value);
    return value;
  }

  @Override
  public String getNString(String p1) throws SQLException {
    String value = callable.getNString(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Object getObject(int p1) throws SQLException {
    Object value = callable.getObject(p1);
    out(p1, value);
    return cursor(value);
  }

  @Override
  public <T> T getObject(int p1, Class<T> p2) throws SQLException {
    T value = callable.getObject(p1, p2);
    out(p1, value);
    return cursor(value, p2);
  }

  @Override
  public Object getObject(int p1, Map<String, Class<?>> p2) throws SQLException {
    Object value = callable.getObject(p1, p2);
    out(p1, value);
    return cursor(value);
  }

  @Override
  public Object getObject(String p1) throws SQLException {
    Object value = callable.getObject(p1);
    out(p1, value);
    return cursor(value);
  }

  @Override
  public <T> T getObject(String p1, Class<T> p2) throws SQLException {
    T value = callable.getObject(p1, p2);
    out(p1, value);
    return cursor(value, p2);
  }

  @Override
  public Object getObject(String p1, Map<String, Class<?>> p2) throws SQLException {
    Object value = callable.getObject(p1, p2);
    out(p1, value);
    return cursor(value);
  }

  @Override
  public Ref getRef(int p1) throws SQLException {
    Ref value = callable.getRef(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Ref getRef(String p1) throws SQLException {
    Ref value = callable.getRef(p1);
    out(p1, value);
    return value;
  }

  @Override
  public RowId getRowId(int p1) throws SQLException {
    RowId value = callable.getRowId(p1);
    out(p1, value);
    return value;
  }

  @Override
  public RowId getRowId(String p1) throws SQLException {
    RowId value = callable.getRowId(p1);
    out(p1, value);
    return value;
  }

  @Override
  public SQLXML getSQLXML(int p1) throws SQLException {
    SQLXML value = callable.getSQLXML(p1);
    out(p1, value);
    return value;
  }

  @Override
  public SQLXML getSQLXML(String p1) throws SQLException {
    SQLXML value = callable.getSQLXML(p1);
    out(p1, value);
    return value;
  }

  @Override
  public short getShort(int p1) throws SQLException {
    short value = callable.getShort(p1);
    out(p1, value);
    return value;
  }

  @Override
  public short getShort(String p1) throws SQLException {
    short value = callable.getShort(p1);
    out(p1, value);
    return value;
  }

  @Override
  public String getString(int p1) throws SQLException {
    String value = callable.getString(p1);
    out(p1, value);
    return value;
  }

  @Override
  public String getString(String p1) throws SQLException {
    String value = callable.getString(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Time getTime(int p1) throws SQLException {
    Time value = callable.getTime(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Time getTime(int p1, Calendar p2) throws SQLException {
    Time value = callable.getTime(p1, p2);
    out(p1, value);
    return value;
  }

  @Override
  public Time getTime(String p1) throws SQLException {
    Time value = callable.getTime(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Time getTime(String p1, Calendar p2) throws SQLException {
    Time value = callable.getTime(p1, p2);
    out(p1, value);
    return value;
  }

  @Override
  public Timestamp getTimestamp(int p1) throws SQLException {
    Timestamp value = callable.getTimestamp(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Timestamp getTimestamp(int p1, Calendar p2) throws SQLException {
    Timestamp value = callable.getTimestamp(p1, p2);
    out(p1, value);
    return value;
  }

  @Override
  public Timestamp getTimestamp(String p1) throws SQLException {
    Timestamp value = callable.getTimestamp(p1);
    out(p1, value);
    return value;
  }

  @Override
  public Timestamp getTimestamp(String p1, Calendar p2) throws SQLException {
    Timestamp value = callable.getTimestamp(p1, p2);
    out(p1, value);
    return value;
  }

  @Override
  public URL getURL(int p1) throws SQLException {
    URL value = callable.getURL(p1);
    out(p1, value);
    return value;
  }

  @Override
  public URL getURL(String p1) throws SQLException {
    URL value = callable.getURL(p1);
    out(p1, value);
    return value;
  }

  @Override
  public void registerOutParameter(int p1, int p2) throws SQLException {
    callable.registerOutParameter(p1, p2);
  }

  @Override
  public void registerOutParameter(int p1, int p2, int p3) throws SQLException {
    callable.registerOutParameter(p1, p2, p3);
  }

  @Override
  public void registerOutParameter(int p1, int p2, String p3) throws SQLException {
    callable.registerOutParameter(p1, p2, p3);
  }

  @Override
  public void registerOutParameter(int p1, SQLType p2) throws SQLException {
    callable.registerOutParameter(p1, p2);
  }

  @Override
  public void registerOutParameter(int p1, SQLType p2, int p3) throws SQLException {
    callable.registerOutParameter(p1, p2, p3);
  }

  @Override
  public void registerOutParameter(int p1, SQLType p2, String p3) throws SQLException {
    callable.registerOutParameter(p1, p2, p3);
  }

  @Override
  public void registerOutParameter(String p1, int p2) throws SQLException {
    callable.registerOutParameter(p1, p2);
  }

  @Override
  public void registerOutParameter(String p1, int p2, int p3) throws SQLException {
    callable.registerOutParameter(p1, p2, p3);
  }

  @Override
  public void registerOutParameter(String p1, int p2, String p3) throws SQLException {
    callable.registerOutParameter(p1, p2, p3);
  }

  @Override
  public void registerOutParameter(String p1, SQLType p2) throws SQLException {
    callable.registerOutParameter(p1, p2);
  }

  @Override
  public void registerOutParameter(String p1, SQLType p2, int p3) throws SQLException {
    callable.registerOutParameter(p1, p2, p3);
  }

  @Override
  public void registerOutParameter(String p1, SQLType p2, String p3) throws SQLException {
    callable.registerOutParameter(p1, p2, p3);
  }

  @Override
  public void setAsciiStream(String p1, InputStream p2) throws SQLException {
    callable.setAsciiStream(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setAsciiStream(String p1, InputStream p2, int p3) throws SQLException {
    callable.setAsciiStream(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setAsciiStream(String p1, InputStream p2, long p3) throws SQLException {
    callable.setAsciiStream(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setBigDecimal(String p1, BigDecimal p2) throws SQLException {
    callable.setBigDecimal(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setBinaryStream(String p1, InputStream p2) throws SQLException {
    callable.setBinaryStream(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setBinaryStream(String p1, InputStream p2, int p3) throws SQLException {
    callable.setBinaryStream(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setBinaryStream(String p1, InputStream p2, long p3) throws SQLException {
    callable.setBinaryStream(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setBlob(String p1, InputStream p2) throws SQLException {
    callable.setBlob(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setBlob(String p1, InputStream p2, long p3) throws SQLException {
    callable.setBlob(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setBlob(String p1, Blob p2) throws SQLException {
    callable.setBlob(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setBoolean(String p1, boolean p2) throws SQLException {
    callable.setBoolean(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setByte(String p1, byte p2) throws SQLException {
    callable.setByte(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setBytes(String p1, byte[] p2) throws SQLException {
    callable.setBytes(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setCharacterStream(String p1, Reader p2) throws SQLException {
    callable.setCharacterStream(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setCharacterStream(String p1, Reader p2, int p3) throws SQLException {
    callable.setCharacterStream(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setCharacterStream(String p1, Reader p2, long p3) throws SQLException {
    callable.setCharacterStream(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setClob(String p1, Reader p2) throws SQLException {
    callable.setClob(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setClob(String p1, Reader p2, long p3) throws SQLException {
    callable.setClob(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setClob(String p1, Clob p2) throws SQLException {
    callable.setClob(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setDate(String p1, Date p2) throws SQLException {
    callable.setDate(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setDate(String p1, Date p2, Calendar p3) throws SQLException {
    callable.setDate(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setDouble(String p1, double p2) throws SQLException {
    callable.setDouble(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setFloat(String p1, float p2) throws SQLException {
    callable.setFloat(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setInt(String p1, int p2) throws SQLException {
    callable.setInt(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setLong(String p1, long p2) throws SQLException {
    callable.setLong(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setNCharacterStream(String p1, Reader p2) throws SQLException {
    callable.setNCharacterStream(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setNCharacterStream(String p1, Reader p2, long p3) throws SQLException {
    callable.setNCharacterStream(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setNClob(String p1, Reader p2) throws SQLException {
    callable.setNClob(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setNClob(String p1, Reader p2, long p3) throws SQLException {
    callable.setNClob(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setNClob(String p1, NClob p2) throws SQLException {
    callable.setNClob(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setNString(String p1, String p2) throws SQLException {
    callable.setNString(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setNull(String p1, int p2) throws SQLException {
    callable.setNull(p1, p2);
    bound(p1, (Object) null);
  }

  @Override
  public void setNull(String p1, int p2, String p3) throws SQLException {
    callable.setNull(p1, p2, p3);
    bound(p1, (Object) null);
  }

  @Override
  public void setObject(String p1, Object p2) throws SQLException {
    callable.setObject(p1, bare(p2));
    bound(p1, p2);
  }

  @Override
  public void setObject(String p1, Object p2, int p3) throws SQLException {
    callable.setObject(p1, bare(p2), p3);
    bound(p1, p2);
  }

  @Override
  public void setObject(String p1, Object p2, int p3, int p4) throws SQLException {
    callable.setObject(p1, bare(p2), p3, p4);
    bound(p1, p2);
  }

  @Override
  public void setObject(String p1, Object p2, SQLType p3) throws SQLException {
    callable.setObject(p1, bare(p2), p3);
    bound(p1, p2);
  }

  @Override
  public void setObject(String p1, Object p2, SQLType p3, int p4) throws SQLException {
    callable.setObject(p1, bare(p2), p3, p4);
    bound(p1, p2);
  }

  @Override
  public void setRowId(String p1, RowId p2) throws SQLException {
    callable.setRowId(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setSQLXML(String p1, SQLXML p2) throws SQLException {
    callable.setSQLXML(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setShort(String p1, short p2) throws SQLException {
    callable.setShort(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setString(String p1, String p2) throws SQLException {
    callable.setString(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setTime(String p1, Time p2) throws SQLException {
    callable.setTime(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setTime(String p1, Time p2, Calendar p3) throws SQLException {
    callable.setTime(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setTimestamp(String p1, Timestamp p2) throws SQLException {
    callable.setTimestamp(p1, p2);
    bound(p1, p2);
  }

  @Override
  public void setTimestamp(String p1, Timestamp p2, Calendar p3) throws SQLException {
    callable.setTimestamp(p1, p2, p3);
    bound(p1, p2);
  }

  @Override
  public void setURL(String p1, URL p2) throws SQLException {
    callable.setURL(p1, p2);
    bound(p1, p2);
  }

  @Override
  public boolean wasNull() throws SQLException {
    return callable.wasNull();
  }
}
