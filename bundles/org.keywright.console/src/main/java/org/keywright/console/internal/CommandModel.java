// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;

/**
 * The one model of a command, read from its method's annotations: parsing, help, completion and the
 * documentation's table are made from it.
 *
 * @param name with its scope, as in {@code vault:create}
 * @param description what it does, in one sentence
 * @param example a call as one would type it
 * @param json whether its result can be had as JSON
 * @param parameters in the method's order
 * @param method what is called
 */
record CommandModel(
    String name,
    String description,
    String example,
    boolean json,
    List<Parameter> parameters,
    Method method) {

  /**
   * Reads the models of a group.
   *
   * @throws IllegalArgumentException if an annotation is missing or a type is not supported
   */
  static List<CommandModel> read(String scope, Class<? extends CommandGroup> group) {
    var models = new ArrayList<CommandModel>();
    for (Method method : group.getMethods()) {
      Command command = method.getAnnotation(Command.class);
      if (command != null) {
        String own = command.name().isEmpty() ? method.getName() : command.name();
        models.add(
            new CommandModel(
                scope.isEmpty() ? own : scope + ":" + own,
                command.value(),
                command.example(),
                command.json(),
                Arrays.stream(method.getParameters()).map(CommandModel::parameter).toList(),
                method));
      }
    }
    return models;
  }

  private static Parameter parameter(java.lang.reflect.Parameter parameter) {
    Type declared = parameter.getParameterizedType();
    Class<?> type = parameter.getType();
    var count = Parameter.Count.ONE;
    if (declared instanceof ParameterizedType wrapped) {
      count = type == List.class ? Parameter.Count.MANY : Parameter.Count.OPTIONAL;
      if ((type != List.class && type != Optional.class)
          || !(wrapped.getActualTypeArguments()[0] instanceof Class<?> inner)) {
        throw new IllegalArgumentException("no command takes a " + declared);
      }
      type = inner;
    }
    Option option = parameter.getAnnotation(Option.class);
    if (option != null) {
      return new Parameter(
          Parameter.Role.OPTION,
          option.value(),
          option.argument(),
          option.description(),
          option.values(),
          option.otherwise(),
          option.bare(),
          type,
          count);
    }
    Argument argument = parameter.getAnnotation(Argument.class);
    if (argument != null) {
      return new Parameter(
          Parameter.Role.ARGUMENT,
          argument.value(),
          "",
          argument.description(),
          argument.values(),
          "",
          "",
          type,
          count);
    }
    if (type != Console.class) {
      throw new IllegalArgumentException(
          "a parameter of " + parameter.getDeclaringExecutable() + " is no option or argument");
    }
    return new Parameter(Parameter.Role.CONSOLE, "", "", "", "", "", "", type, count);
  }

  List<Parameter> arguments() {
    return parameters.stream().filter(p -> p.role() == Parameter.Role.ARGUMENT).toList();
  }

  List<Parameter> options() {
    return parameters.stream().filter(p -> p.role() == Parameter.Role.OPTION).toList();
  }

  Optional<Parameter> option(String name) {
    return options().stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** The name and all that may follow it. */
  String synopsis() {
    return Stream.concat(
            Stream.of(name),
            Stream.concat(arguments().stream(), options().stream()).map(Parameter::synopsis))
        .collect(Collectors.joining(" "));
  }

  /** The part of the name before the colon; empty if there is none. */
  String scope() {
    int colon = name.indexOf(':');
    return colon < 0 ? "" : name.substring(0, colon);
  }
}
