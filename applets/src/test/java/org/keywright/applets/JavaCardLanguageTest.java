// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The applets keep to the language of Java Card (Virtual Machine Specification 3.0.5, chapter 2,
 * without the optional type int) and to the rules of the package. A converter would say the same;
 * none is at hand here.
 */
class JavaCardLanguageTest {
  private static final Path CLASSES = classes();
  private static final Set<String> OF_THE_LANGUAGE =
      Set.of("java/lang/Object", "java/lang/Throwable", "java/lang/Exception");
  private static final Set<String> PRIMITIVES = Set.of("V", "Z", "B", "S");
  private static final Set<String> WHERE_OBJECTS_ARE_MADE = Set.of("<init>", "<clinit>", "install");

  private static Path classes() {
    try {
      return Path.of(Unit.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolve("org/keywright/applets");
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<ClassModel> applets() throws IOException {
    try (var files = Files.list(CLASSES)) {
      var models = new ArrayList<ClassModel>();
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        models.add(ClassFile.of().parse(file));
      }
      // Without tests, if both lie in one folder.
      models.removeIf(model -> model.majorVersion() != ClassFile.JAVA_8_VERSION);
      assertThat(models).hasSizeGreaterThan(15);
      return models;
    }
  }

  @Test
  void onlyTypesOfTheCardAreUsed() throws Exception {
    for (ClassModel model : applets()) {
      for (var entry : model.constantPool()) {
        if (entry instanceof ClassEntry type) {
          assertThat(known(type.asSymbol())).as(name(model) + " uses " + type).isTrue();
        } else if (entry instanceof NameAndTypeEntry member) {
          String descriptor = member.type().stringValue();
          assertThat(known(descriptor)).as(name(model) + " uses " + member).isTrue();
        }
      }
      for (var field : model.fields()) {
        assertThat(known(field.fieldTypeSymbol())).as(name(model) + "." + field).isTrue();
      }
      for (var method : model.methods()) {
        assertThat(known(method.methodType().stringValue())).as(where(model, method)).isTrue();
      }
    }
  }

  @Test
  void noVariableHasATypeThatCardsLack() throws Exception {
    int variables = 0;
    for (ClassModel model : applets()) {
      for (MethodModel method : model.methods()) {
        for (CodeElement element : code(method)) {
          if (element instanceof LocalVariable variable) {
            assertThat(known(variable.typeSymbol()))
                .as(where(model, method) + ": " + variable)
                .isTrue();
            variables++;
          }
        }
      }
    }
    assertThat(variables).as("variables that the compiler wrote down").isGreaterThan(200);
  }

  @Test
  void objectsAreMadeAtInstallationOnly() throws Exception {
    for (ClassModel model : applets()) {
      for (MethodModel method : model.methods()) {
        for (CodeElement element : code(method)) {
          boolean makes =
              element instanceof NewObjectInstruction
                  || element instanceof NewPrimitiveArrayInstruction
                  || element instanceof NewReferenceArrayInstruction;
          if (makes) {
            assertThat(WHERE_OBJECTS_ARE_MADE)
                .as(where(model, method) + ": " + element)
                .contains(method.methodName().stringValue());
          }
        }
      }
    }
  }

  @Test
  void fieldsAreFinalSoThatNothingWearsOutByThem() throws Exception {
    for (ClassModel model : applets()) {
      for (var field : model.fields()) {
        assertThat(field.flags().has(AccessFlag.FINAL)).as(name(model) + "." + field).isTrue();
      }
    }
  }

  @Test
  void noInstructionIsOneThatCardsLack() throws Exception {
    for (ClassModel model : applets()) {
      for (MethodModel method : model.methods()) {
        for (CodeElement element : code(method)) {
          if (element instanceof Instruction instruction) {
            assertThat(onCards(instruction.opcode()))
                .as(where(model, method) + ": " + instruction)
                .isTrue();
          }
        }
      }
    }
  }

  private static boolean onCards(Opcode opcode) {
    return switch (opcode.kind()) {
      case MONITOR, INVOKE_DYNAMIC, NEW_MULTI_ARRAY, DISCONTINUED_JSR, DISCONTINUED_RET -> false;
      case CONVERT -> opcode == Opcode.I2B || opcode == Opcode.I2S;
      default -> true;
    };
  }

  /** Where 16 and 32 bits give different results, a sum must be cast before it is used. */
  @Test
  void sumsAreCastBeforeTheyAreUsed() throws Exception {
    for (ClassModel model : applets()) {
      for (MethodModel method : model.methods()) {
        var narrow = new NarrowValues(where(model, method));
        code(method).forEach(narrow::accept);
      }
    }
  }

  private static Iterable<CodeElement> code(MethodModel method) {
    return method.code().<Iterable<CodeElement>>map(code -> code).orElse(List.of());
  }

  private static boolean known(String descriptor) {
    if (!descriptor.startsWith("(")) {
      return known(ClassDesc.ofDescriptor(descriptor));
    }
    var method = MethodTypeDesc.ofDescriptor(descriptor);
    return known(method.returnType())
        && method.parameterList().stream().allMatch(JavaCardLanguageTest::known);
  }

  private static boolean known(ClassDesc type) {
    if (type.isArray()) {
      return !type.componentType().isArray() && known(type.componentType());
    }
    if (type.isPrimitive()) {
      return PRIMITIVES.contains(type.descriptorString());
    }
    String name = type.descriptorString().substring(1, type.descriptorString().length() - 1);
    return OF_THE_LANGUAGE.contains(name)
        || name.startsWith("javacard/")
        || name.startsWith("javacardx/")
        || name.startsWith("org/keywright/applets/");
  }

  private static String name(ClassModel model) {
    return model.thisClass().asInternalName();
  }

  private static String where(ClassModel model, MethodModel method) {
    return name(model) + "." + method.methodName().stringValue();
  }
}
