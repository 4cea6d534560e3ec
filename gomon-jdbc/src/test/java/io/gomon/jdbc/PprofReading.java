/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads pprof files with Google's own protobuf, by a descriptor of what profile.proto says. */
final class PprofReading {
  private final DynamicMessage profile;

  /** A sample: names with lines from inside to outside, and its values. */
  record Sample(List<String> frames, List<Long> values) {}

  PprofReading(byte[] zipped) throws Exception {
    GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped));
    this.profile = DynamicMessage.parseFrom(descriptor(), unzipped.readAllBytes());
    if (!profile.getUnknownFields().asMap().isEmpty()) {
      throw new IOException("fields that profile.proto does not have: " + profile);
    }
  }

  long number(String field) {
    return (long) get(profile, field);
  }

  String text(long index) {
    return (String) list(profile, "string_table").get((int) index);
  }

  List<String> sampleTypes() {
    return messages(profile, "sample_type").stream()
        .map(each -> text((long) get(each, "type")) + '/' + text((long) get(each, "unit")))
        .toList();
  }

  List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (DynamicMessage each : messages(profile, "sample")) {
      List<String> frames = list(each, "location_id").stream().map(id -> frame((long) id)).toList();
      samples.add(new Sample(frames, list(each, "value").stream().map(v -> (Long) v).toList()));
    }
    return samples;
  }

  private String frame(long locationId) {
    DynamicMessage line = messages(byId("location", locationId), "line").get(0);
    DynamicMessage function = byId("function", (long) get(line, "function_id"));
    return text((long) get(function, "name"))
        + '@'
        + text((long) get(function, "filename"))
        + ':'
        + get(line, "line");
  }

  private DynamicMessage byId(String field, long id) {
    return messages(profile, field).stream()
        .filter(each -> (long) get(each, "id") == id)
        .findFirst()
        .orElseThrow();
  }

  private static Object get(DynamicMessage message, String field) {
    return message.getField(message.getDescriptorForType().findFieldByName(field));
  }

  private static List<?> list(DynamicMessage message, String field) {
    return (List<?>) get(message, field);
  }

  private static List<DynamicMessage> messages(DynamicMessage message, String field) {
    return list(message, field).stream().map(each -> (DynamicMessage) each).toList();
  }

  private static Descriptor descriptor() throws Exception {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("profile.proto").setSyntax("proto3");
    file.addMessageType(
        message(
            "ValueType",
            field("type", 1, FieldDescriptorProto.Type.TYPE_INT64),
            field("unit", 2, FieldDescriptorProto.Type.TYPE_INT64)));
    file.addMessageType(
        message(
            "Sample",
            repeated(field("location_id", 1, FieldDescriptorProto.Type.TYPE_UINT64)),
            repeated(field("value", 2, FieldDescriptorProto.Type.TYPE_INT64))));
    file.addMessageType(
        message(
            "Line",
            field("function_id", 1, FieldDescriptorProto.Type.TYPE_UINT64),
            field("line", 2, FieldDescriptorProto.Type.TYPE_INT64)));
    file.addMessageType(
        message(
            "Location",
            field("id", 1, FieldDescriptorProto.Type.TYPE_UINT64),
            repeated(of("line", 4, "Line"))));
    file.addMessageType(
        message(
            "Function",
            field("id", 1, FieldDescriptorProto.Type.TYPE_UINT64),
            field("name", 2, FieldDescriptorProto.Type.TYPE_INT64),
            field("system_name", 3, FieldDescriptorProto.Type.TYPE_INT64),
            field("filename", 4, FieldDescriptorProto.Type.TYPE_INT64)));
    file.addMessageType(
        message(
            "Profile",
            repeated(of("sample_type", 1, "ValueType")),
            repeated(of("sample", 2, "Sample")),
            repeated(of("location", 4, "Location")),
            repeated(of("function", 5, "Function")),
            repeated(field("string_table", 6, FieldDescriptorProto.Type.TYPE_STRING)),
            field("time_nanos", 9, FieldDescriptorProto.Type.TYPE_INT64),
            field("duration_nanos", 10, FieldDescriptorProto.Type.TYPE_INT64),
            field("default_sample_type", 14, FieldDescriptorProto.Type.TYPE_INT64)));
    return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
        .findMessageTypeByName("Profile");
  }

  private static DescriptorProto message(String name, FieldDescriptorProto.Builder... fields) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    for (FieldDescriptorProto.Builder field : fields) {
      message.addField(field);
    }
    return message.build();
  }

  private static FieldDescriptorProto.Builder field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
  }

  private static FieldDescriptorProto.Builder of(String name, int number, String message) {
    return field(name, number, FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName('.' + message);
  }

  private static FieldDescriptorProto.Builder repeated(FieldDescriptorProto.Builder field) {
    return field.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
  }
}
