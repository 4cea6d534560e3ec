/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the class file of a subclass of a wrapper, in the wrapper's package, whose methods do one
 * thing:
 *
 * <pre>{@code
 * R method(A a, B b) { return ((Api) delegate()).method(a, b); }
 * }</pre>
 *
 * <p>and whose constructor passes all arguments on. None of that branches, so that the verifier
 * needs no stack maps, which is what makes class files hard to write. For one thread, and one
 * class.
 */
final class ForwardingClassWriter {
  private static final int JAVA_17 = 61;
  private static final int FINAL_SUPER_SYNTHETIC = 0x1030;
  private static final int PUBLIC = 0x0001;
  private static final int METHOD_REF = 10;
  private static final int INTERFACE_METHOD_REF = 11;
  private static final int RETURN_VOID = 177;
  private static final int RETURN_REFERENCE = 176;
  private static final int LOAD_REFERENCE = 25;

  private final Map<String, Integer> poolIndexes = new HashMap<>();
  private final ByteArrayOutputStream poolBytes = new ByteArrayOutputStream();
  private final DataOutputStream pool = new DataOutputStream(poolBytes);
  private final ByteArrayOutputStream methodBytes = new ByteArrayOutputStream();
  private final DataOutputStream methods = new DataOutputStream(methodBytes);
  private final Class<?> superclass;
  private final Class<?> api;

  ForwardingClassWriter(Class<?> superclass, Class<?> api) {
    this.superclass = superclass;
    this.api = api;
  }

  /** The class file; {@code constructor} is the type of the one that is passed on, void. */
  byte[] write(MethodType constructor, List<Method> forwarded) throws IOException {
    String superName = internalName(superclass);
    int thisClass = classRef(superName + "$Late");
    int superClass = classRef(superName);
    writeConstructor(superName, constructor);
    for (Method method : forwarded) {
      writeForwarding(method);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(0xCAFEBABE);
    out.writeShort(0);
    out.writeShort(JAVA_17);
    out.writeShort(poolIndexes.size() + 1);
    poolBytes.writeTo(out);
    out.writeShort(FINAL_SUPER_SYNTHETIC);
    out.writeShort(thisClass);
    out.writeShort(superClass);
    out.writeShort(0);
    out.writeShort(0);
    out.writeShort(1 + forwarded.size());
    methodBytes.writeTo(out);
    out.writeShort(0);
    return file.toByteArray();
  }

  private void writeConstructor(String superName, MethodType type) throws IOException {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(code);
    load(out, LOAD_REFERENCE, 0);
    int slots = loadArguments(out, type);
    out.writeByte(183);
    out.writeShort(methodRef(METHOD_REF, superName, "<init>", type));
    out.writeByte(RETURN_VOID);
    writeMethod("<init>", type, code.toByteArray(), slots);
  }

  private void writeForwarding(Method method) throws IOException {
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(code);
    load(out, LOAD_REFERENCE, 0);
    out.writeByte(182);
    out.writeShort(
        methodRef(
            METHOD_REF,
            internalName(JdbcWrapper.class),
            "delegate",
            MethodType.methodType(Object.class)));
    out.writeByte(192);
    out.writeShort(classRef(internalName(api)));
    int slots = loadArguments(out, type);
    out.writeByte(185);
    out.writeShort(methodRef(INTERFACE_METHOD_REF, internalName(api), method.getName(), type));
    out.writeByte(slots);
    out.writeByte(0);
    out.writeByte(returnOpcode(type.returnType()));
    writeMethod(method.getName(), type, code.toByteArray(), slots);
  }

  private void writeMethod(String name, MethodType type, byte[] code, int slots)
      throws IOException {
    methods.writeShort(PUBLIC);
    methods.writeShort(utf8(name));
    methods.writeShort(utf8(type.toMethodDescriptorString()));
    methods.writeShort(1);
    methods.writeShort(utf8("Code"));
    methods.writeInt(12 + code.length);
    methods.writeShort(slots + 1);
    methods.writeShort(slots);
    methods.writeInt(code.length);
    methods.write(code);
    methods.writeShort(0);
    methods.writeShort(0);
  }

  /** Pushes all arguments; returns how many slots they take, {@code this} included. */
  private static int loadArguments(DataOutputStream out, MethodType type) throws IOException {
    int slot = 1;
    for (Class<?> parameter : type.parameterList()) {
      load(out, returnOpcode(parameter) - RETURN_REFERENCE + LOAD_REFERENCE, slot);
      slot += parameter == long.class || parameter == double.class ? 2 : 1;
    }
    return slot;
  }

  private static void load(DataOutputStream out, int opcode, int slot) throws IOException {
    out.writeByte(opcode);
    out.writeByte(slot);
  }

  /** The opcodes of loading lie in the same order as those of returning. */
  private static int returnOpcode(Class<?> type) {
    if (!type.isPrimitive()) {
      return RETURN_REFERENCE;
    }
    return switch (type.descriptorString()) {
      case "V" -> RETURN_VOID;
      case "J" -> 173;
      case "F" -> 174;
      case "D" -> 175;
      default -> 172;
    };
  }

  private int methodRef(int tag, String owner, String name, MethodType type) throws IOException {
    int ownerIndex = classRef(owner);
    int nameIndex = utf8(name);
    int typeIndex = utf8(type.toMethodDescriptorString());
    int nameAndType = entry(12, nameIndex, typeIndex);
    return entry(tag, ownerIndex, nameAndType);
  }

  private int classRef(String internalName) throws IOException {
    int name = utf8(internalName);
    Integer known = poolIndexes.get("7 " + name);
    if (known != null) {
      return known;
    }
    pool.writeByte(7);
    pool.writeShort(name);
    return added("7 " + name);
  }

  private int entry(int tag, int first, int second) throws IOException {
    String key = tag + " " + first + " " + second;
    Integer known = poolIndexes.get(key);
    if (known != null) {
      return known;
    }
    pool.writeByte(tag);
    pool.writeShort(first);
    pool.writeShort(second);
    return added(key);
  }

  private int utf8(String text) throws IOException {
    Integer known = poolIndexes.get("1 " + text);
    if (known != null) {
      return known;
    }
    pool.writeByte(1);
    pool.writeUTF(text);
    return added("1 " + text);
  }

  private int added(String key) {
    poolIndexes.put(key, poolIndexes.size() + 1);
    return poolIndexes.size();
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
