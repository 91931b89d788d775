// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** All bundles of the product come up together, and find one another. */
class WiringIT {
  private final BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();

  @Test
  void everyBundleOfOursIsActive() {
    assertThat(ours()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(ours())
        .filteredOn(bundle -> bundle.getState() != Bundle.ACTIVE)
        .extracting(Bundle::getSymbolicName)
        .isEmpty();
  }

  /** Else nobody finds it, and nothing says so: an observer, say, would never be told. */
  @Test
  void whatAComponentImplementsAndOthersLookForIsAmongItsServices() throws Exception {
    var runtime = context.getService(context.getServiceReference(ServiceComponentRuntime.class));
    var components =
        runtime.getComponentDescriptionDTOs(ours().toArray(Bundle[]::new)).stream().toList();
    var lookedFor =
        components.stream()
            .flatMap(component -> Stream.of(component.references))
            .map((ReferenceDTO reference) -> reference.interfaceName)
            .collect(Collectors.toSet());
    assertThat(lookedFor).contains("org.keywright.vault.VaultObserver");
    List<String> hidden = new ArrayList<>();
    for (ComponentDescriptionDTO component : components) {
      var made = context.getBundle(component.bundle.id).loadClass(component.implementationClass);
      interfaces(made)
          .map(Class::getName)
          .filter(lookedFor::contains)
          .filter(name -> !List.of(component.serviceInterfaces).contains(name))
          .forEach(name -> hidden.add(made.getName() + " as " + name));
    }
    assertThat(hidden).isEmpty();
  }

  private List<Bundle> ours() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().startsWith("org.keywright."))
        .toList();
  }

  private static Stream<Class<?>> interfaces(Class<?> type) {
    return Stream.of(type.getInterfaces())
        .flatMap(each -> Stream.concat(Stream.of(each), interfaces(each)));
  }
}
