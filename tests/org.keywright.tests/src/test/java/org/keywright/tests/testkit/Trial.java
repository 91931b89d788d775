// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs a contract outside the test framework, to see which of its tests fail. */
final class Trial {
  private Trial() {}

  /** The names of the tests that fail, each on a contract of its own. */
  static TreeSet<String> failing(Supplier<?> contract) throws Exception {
    var failed = new TreeSet<String>();
    for (Method test : methods(contract.get().getClass(), Test.class)) {
      Object subject = contract.get();
      try {
        for (Method before : methods(subject.getClass(), BeforeEach.class)) {
          before.invoke(subject);
        }
        test.invoke(subject);
      } catch (InvocationTargetException e) {
        failed.add(test.getName());
      }
    }
    return failed;
  }

  private static List<Method> methods(Class<?> type, Class<? extends Annotation> mark) {
    var found = new ArrayList<Method>();
    for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
      Arrays.stream(each.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(mark))
          .forEach(found::add);
    }
    found.forEach(method -> method.setAccessible(true));
    return found;
  }
}
