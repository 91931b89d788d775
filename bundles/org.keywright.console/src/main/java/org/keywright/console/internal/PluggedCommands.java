// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.ValueSource;
import org.keywright.vault.Vaults;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The commands that bundles bring; a group is made when one of its commands is first called. */
@Component(service = PluggedCommands.class)
public final class PluggedCommands {
  private final BundleContext context;
  private final CommandProcessor processor;
  private final CommandTable table = new CommandTable();

  /** Called by the framework. */
  @Activate
  public PluggedCommands(BundleContext context, @Reference CommandProcessor processor) {
    this.context = context;
    this.processor = processor;
  }

  /** A group came. */
  @Reference(
      service = CommandGroup.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindGroup(ServiceReference<CommandGroup> group) {
    table.add(
        String.valueOf(group.getProperty("keywright.scope")),
        names(group.getProperty("keywright.commands")),
        group,
        () -> context.getService(group));
  }

  /** A group went. */
  void unbindGroup(ServiceReference<CommandGroup> group) {
    table.remove(group);
  }

  /** A source of values for completion came. */
  @Reference(
      service = ValueSource.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindValues(ServiceReference<ValueSource> source) {
    for (String kind : names(source.getProperty(ValueSource.KIND))) {
      table.addValues(kind, (wanted, said) -> values(source, wanted, said));
    }
  }

  /** A source of values went. */
  void unbindValues(ServiceReference<ValueSource> source) {
    names(source.getProperty(ValueSource.KIND)).forEach(table::removeValues);
  }

  private List<String> values(
      ServiceReference<ValueSource> source, String kind, Map<String, String> said) {
    ValueSource service = context.getService(source);
    return service == null ? List.of() : service.values(kind, said);
  }

  private static List<String> names(Object property) {
    return property instanceof String[] names ? List.of(names) : List.of(String.valueOf(property));
  }

  CommandTable table() {
    return table;
  }

  CommandProcessor processor() {
    return processor;
  }

  /** What the prompt says of the open vault; its service is not made to ask it. */
  String standing() {
    var vaults = context.getServiceReference(Vaults.class);
    if (vaults == null || vaults.getUsingBundles() == null) {
      return "";
    }
    Vaults service = context.getService(vaults);
    return service == null ? "" : service.current().map(Standing::of).orElse("");
  }

  /** Closes the open vault, if anybody has made the service that holds it. */
  void closeVault() {
    var vaults = context.getServiceReference(Vaults.class);
    Vaults service = vaults == null ? null : context.getService(vaults);
    if (service != null) {
      service.close();
    }
  }
}
