/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.DriverInterfaces.ForwardedMethod;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the class file of a subclass of a wrapper, in the wrapper's package, whose constructor
 * passes all arguments on, and whose methods do one thing each:
 *
 * <pre>{@code
 * Wrapper like(A a, B b) { return new Lookalike(a, b); }
 *
 * R method(A a, B b) { return ((Api) delegate()).method(a, b); }
 * }</pre>
 *
 * <p>Where a type may be a JDBC object, the driver gets its own ({@link JdbcWrapper#bare}), and the
 * application ours ({@link JdbcWrapper#known}). None of that branches, so that the verifier needs
 * no stack maps, which is what makes class files hard to write. For one thread, and one class.
 */
final class LookalikeWriter {
  private static final int JAVA_17 = 61;
  private static final int FINAL_SUPER_SYNTHETIC = 0x1030;
  private static final int PUBLIC = 0x0001;
  private static final int METHOD_REF = 10;
  private static final int INTERFACE_METHOD_REF = 11;
  private static final int RETURN_VOID = 177;
  private static final int RETURN_REFERENCE = 176;
  private static final int LOAD_REFERENCE = 25;
  private static final int LOAD_CONSTANT = 19;
  private static final int INVOKE_VIRTUAL = 182;
  private static final int INVOKE_SPECIAL = 183;
  private static final int INVOKE_STATIC = 184;
  private static final int INVOKE_INTERFACE = 185;
  private static final int NEW = 187;
  private static final int DUPLICATE = 89;
  private static final int CHECK_CAST = 192;
  private static final String WRAPPER = internalName(JdbcWrapper.class);
  private static final MethodType BARE = MethodType.methodType(Object.class, Object.class);
  private static final MethodType KNOWN =
      MethodType.methodType(Object.class, Object.class, JdbcWrapper.class, Class.class);

  private final Map<String, Integer> poolIndexes = new HashMap<>();
  private final ByteArrayOutputStream poolBytes = new ByteArrayOutputStream();
  private final DataOutputStream pool = new DataOutputStream(poolBytes);
  private final ByteArrayOutputStream methodBytes = new ByteArrayOutputStream();
  private final DataOutputStream methods = new DataOutputStream(methodBytes);
  private final Class<?> superclass;
  private final String superName;
  private final String name;

  LookalikeWriter(Class<?> superclass) {
    this.superclass = superclass;
    this.superName = internalName(superclass);
    this.name = superName + "$Like";
  }

  /** The class file; {@code constructor} is the type of the one that is passed on, void. */
  byte[] write(MethodType constructor, DriverInterfaces found) throws IOException {
    int thisClass = classRef(name);
    int superClass = classRef(superName);
    ByteArrayOutputStream interfaceBytes = new ByteArrayOutputStream();
    DataOutputStream interfaces = new DataOutputStream(interfaceBytes);
    for (Class<?> api : found.added()) {
      interfaces.writeShort(classRef(internalName(api)));
    }
    writeConstructor(constructor);
    writeLike(constructor);
    for (ForwardedMethod method : found.forwarded()) {
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
    out.writeShort(found.added().size());
    interfaceBytes.writeTo(out);
    out.writeShort(0);
    out.writeShort(2 + found.forwarded().size());
    methodBytes.writeTo(out);
    out.writeShort(0);
    return file.toByteArray();
  }

  private void writeConstructor(MethodType type) throws IOException {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(code);
    load(out, LOAD_REFERENCE, 0);
    int slots = loadArguments(out, type, false);
    call(out, INVOKE_SPECIAL, methodRef(METHOD_REF, superName, "<init>", type));
    out.writeByte(RETURN_VOID);
    writeMethod("<init>", type, code.toByteArray(), slots);
  }

  private void writeLike(MethodType constructor) throws IOException {
    MethodType type = constructor.changeReturnType(superclass);
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(code);
    call(out, NEW, classRef(name));
    out.writeByte(DUPLICATE);
    int slots = loadArguments(out, type, false);
    call(out, INVOKE_SPECIAL, methodRef(METHOD_REF, name, "<init>", constructor));
    out.writeByte(RETURN_REFERENCE);
    writeMethod("like", type, code.toByteArray(), slots);
  }

  private void writeForwarding(ForwardedMethod forwarded) throws IOException {
    Method method = forwarded.method();
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(code);
    boolean isReturnSeen = isJdbc(type.returnType());
    int slots =
        forwarded.ours() != null && isReturnSeen
            ? callOurs(out, forwarded.ours())
            : callDriver(out, forwarded.owner(), method.getName(), type);
    if (isReturnSeen) {
      load(out, LOAD_REFERENCE, 0);
      call(out, LOAD_CONSTANT, classRef(internalName(type.returnType())));
      call(out, INVOKE_STATIC, methodRef(METHOD_REF, WRAPPER, "known", KNOWN));
      call(out, CHECK_CAST, classRef(internalName(type.returnType())));
    }
    out.writeByte(returnOpcode(type.returnType()));
    writeMethod(method.getName(), type, code.toByteArray(), slots);
  }

  private int callDriver(DataOutputStream out, Class<?> owner, String method, MethodType type)
      throws IOException {
    String api = internalName(owner);
    load(out, LOAD_REFERENCE, 0);
    MethodType delegate = MethodType.methodType(Object.class);
    call(out, INVOKE_VIRTUAL, methodRef(METHOD_REF, WRAPPER, "delegate", delegate));
    call(out, CHECK_CAST, classRef(api));
    int slots = loadArguments(out, type, true);
    call(out, INVOKE_INTERFACE, methodRef(INTERFACE_METHOD_REF, api, method, type));
    out.writeByte(slots);
    out.writeByte(0);
    return slots;
  }

  /** The driver's interface narrows the result of a method that the wrapper has. */
  private int callOurs(DataOutputStream out, Method ours) throws IOException {
    MethodType type = MethodType.methodType(ours.getReturnType(), ours.getParameterTypes());
    load(out, LOAD_REFERENCE, 0);
    int slots = loadArguments(out, type, false);
    call(out, INVOKE_VIRTUAL, methodRef(METHOD_REF, superName, ours.getName(), type));
    return slots;
  }

  /** Whether this may be an object that we have wrapped, and a type that we can name. */
  private static boolean isJdbc(Class<?> type) {
    return type.isInterface()
        && type.getModule() != Object.class.getModule()
        && DriverInterfaces.isSeen(type);
  }

  private void writeMethod(String name, MethodType type, byte[] code, int slots)
      throws IOException {
    methods.writeShort(PUBLIC);
    methods.writeShort(utf8(name));
    methods.writeShort(utf8(type.toMethodDescriptorString()));
    methods.writeShort(1);
    methods.writeShort(utf8("Code"));
    methods.writeInt(12 + code.length);
    methods.writeShort(slots + 4);
    methods.writeShort(slots);
    methods.writeInt(code.length);
    methods.write(code);
    methods.writeShort(0);
    methods.writeShort(0);
  }

  /**
   * Pushes all arguments, if wanted with our wrappers taken off; returns how many slots they take,
   * {@code this} included.
   */
  private int loadArguments(DataOutputStream out, MethodType type, boolean isBare)
      throws IOException {
    int slot = 1;
    for (Class<?> parameter : type.parameterList()) {
      load(out, returnOpcode(parameter) - RETURN_REFERENCE + LOAD_REFERENCE, slot);
      if (isBare && (parameter == Object.class || isJdbc(parameter))) {
        call(out, INVOKE_STATIC, methodRef(METHOD_REF, WRAPPER, "bare", BARE));
        call(out, CHECK_CAST, classRef(internalName(parameter)));
      }
      slot += parameter == long.class || parameter == double.class ? 2 : 1;
    }
    return slot;
  }

  private static void call(DataOutputStream out, int opcode, int index) throws IOException {
    out.writeByte(opcode);
    out.writeShort(index);
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
