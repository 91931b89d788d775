// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows the values of a method, instruction by instruction, and demands that none that has grown
 * out of 16 bits is compared, divided, shifted to the right, stored or handed on before it is cast.
 *
 * <p>What lies on the stack where branches meet is taken for cast: a fault may be missed there, but
 * none is invented. For one method.
 */
final class NarrowValues {
  private final String where;
  private final Deque<Boolean> wide = new ArrayDeque<>();

  NarrowValues(String where) {
    this.where = where;
  }

  void accept(CodeElement element) {
    switch (element) {
      case LoadInstruction load -> push(false);
      case ConstantInstruction constant -> push(constantIsWide(constant));
      case ArrayLoadInstruction load -> {
        use(element);
        drop(1);
        push(false);
      }
      case ArrayStoreInstruction store -> {
        use(element);
        use(element);
        drop(1);
      }
      case StoreInstruction store -> use(element);
      case OperatorInstruction operator -> operate(operator);
      case ConvertInstruction convert -> {
        drop(1);
        push(false);
      }
      case BranchInstruction branch -> branch(branch);
      case TableSwitchInstruction select -> use(element);
      case LookupSwitchInstruction select -> use(element);
      case ReturnInstruction end -> {
        if (end.opcode() != Opcode.RETURN) {
          use(element);
        }
        wide.clear();
      }
      case ThrowInstruction end -> wide.clear();
      case FieldInstruction field -> field(field);
      case InvokeInstruction invoke -> invoke(invoke);
      case NewObjectInstruction made -> push(false);
      case NewPrimitiveArrayInstruction made -> array(element);
      case NewReferenceArrayInstruction made -> array(element);
      case StackInstruction stack -> stack(stack);
      case TypeCheckInstruction check -> {
        drop(1);
        push(false);
      }
      case IncrementInstruction increment ->
          throw new AssertionError(where + ": a variable of type int");
      default -> {
        // Labels, lines and variables.
      }
    }
  }

  private static boolean constantIsWide(ConstantInstruction constant) {
    return constant.constantValue() instanceof Integer number
        && number.intValue() != number.shortValue();
  }

  private void operate(OperatorInstruction operator) {
    switch (operator.opcode()) {
      case IADD, ISUB, IMUL -> {
        drop(2);
        push(true);
      }
      case INEG -> {
        drop(1);
        push(true);
      }
      case ISHL -> {
        use(operator);
        drop(1);
        push(true);
      }
      case IAND, IOR, IXOR -> {
        boolean one = pop();
        boolean other = pop();
        push(one || other);
      }
      case IDIV, IREM, ISHR, IUSHR -> {
        use(operator);
        use(operator);
        push(false);
      }
      case ARRAYLENGTH -> {
        drop(1);
        push(false);
      }
      default -> throw new AssertionError(where + ": " + operator);
    }
  }

  private void branch(BranchInstruction branch) {
    switch (branch.opcode()) {
      case GOTO, GOTO_W -> wide.clear();
      case IF_ICMPEQ,
          IF_ICMPNE,
          IF_ICMPLT,
          IF_ICMPGE,
          IF_ICMPGT,
          IF_ICMPLE,
          IF_ACMPEQ,
          IF_ACMPNE -> {
        use(branch);
        use(branch);
      }
      default -> use(branch);
    }
  }

  private void field(FieldInstruction field) {
    switch (field.opcode()) {
      case GETSTATIC -> push(false);
      case GETFIELD -> {
        drop(1);
        push(false);
      }
      case PUTSTATIC -> use(field);
      default -> {
        use(field);
        drop(1);
      }
    }
  }

  private void invoke(InvokeInstruction invoke) {
    var type = invoke.typeSymbol();
    for (int i = 0; i < type.parameterCount(); i++) {
      use(invoke);
    }
    if (invoke.opcode() != Opcode.INVOKESTATIC) {
      drop(1);
    }
    if (!type.returnType().equals(ConstantDescs.CD_void)) {
      push(false);
    }
  }

  private void array(CodeElement element) {
    use(element);
    push(false);
  }

  private void stack(StackInstruction stack) {
    switch (stack.opcode()) {
      case POP -> drop(1);
      case POP2 -> drop(2);
      case DUP -> {
        boolean top = pop();
        push(top);
        push(top);
      }
      case DUP_X1 -> {
        boolean top = pop();
        boolean next = pop();
        push(top);
        push(next);
        push(top);
      }
      case DUP_X2 -> {
        boolean top = pop();
        boolean next = pop();
        boolean third = pop();
        push(top);
        push(third);
        push(next);
        push(top);
      }
      case DUP2 -> {
        boolean top = pop();
        boolean next = pop();
        push(next);
        push(top);
        push(next);
        push(top);
      }
      default -> throw new AssertionError(where + ": " + stack);
    }
  }

  private void use(CodeElement user) {
    assertThat(pop()).as(where + ": a value is not cast before " + user).isFalse();
  }

  private void push(boolean isWide) {
    wide.push(isWide);
  }

  private boolean pop() {
    return !wide.isEmpty() && wide.pop();
  }

  private void drop(int count) {
    for (int i = 0; i < count; i++) {
      pop();
    }
  }
}
