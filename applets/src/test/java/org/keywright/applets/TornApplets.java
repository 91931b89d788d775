// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import javacard.framework.Applet;
import org.keywright.transport.sim.Role;

/**
 * Loads the applets so that they ask in front of each instruction that writes or calls whether the
 * card still has power: {@link CardRuntime#step}.
 */
final class TornApplets extends ClassLoader {
  private static final String APPLETS = "org.keywright.applets.";

  TornApplets() {
    super(TornApplets.class.getClassLoader());
  }

  /** The applet of a role. */
  Class<? extends Applet> applet(Role role) {
    try {
      return loadClass(CardUnit.applet(role).getName()).asSubclass(Applet.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (!name.startsWith(APPLETS) || name.equals(CardRuntime.class.getName())) {
        return super.loadClass(name, resolve);
      }
      byte[] stepping = stepping(name);
      return defineClass(name, stepping, 0, stepping.length);
    }
  }

  private byte[] stepping(String name) throws ClassNotFoundException {
    try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      var classes = ClassFile.of();
      return classes.transformClass(
          classes.parse(in.readAllBytes()), ClassTransform.transformingMethodBodies(steps()));
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static CodeTransform steps() {
    var runtime = ClassDesc.of(CardRuntime.class.getName());
    var nothing = MethodTypeDesc.of(ConstantDescs.CD_void);
    return (code, element) -> {
      boolean step =
          element instanceof ArrayStoreInstruction
              || element instanceof InvokeInstruction
              || (element instanceof FieldInstruction field && field.opcode() == Opcode.PUTFIELD);
      if (step) {
        code.invokestatic(runtime, "step", nothing);
      }
      code.with(element);
    };
  }
}
