// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** What the framework says of the components of a bundle that do not work. */
final class Components {
  private final @Nullable ServiceComponentRuntime runtime;

  Components(@Nullable ServiceComponentRuntime runtime) {
    this.runtime = runtime;
  }

  List<String> remarks(Bundle bundle) {
    var remarks = new ArrayList<String>();
    if (runtime != null) {
      for (var description : runtime.getComponentDescriptionDTOs(bundle)) {
        for (var configured : runtime.getComponentConfigurationDTOs(description)) {
          remark(description.implementationClass, configured, remarks);
        }
      }
    }
    return remarks;
  }

  private static void remark(
      String component, ComponentConfigurationDTO configured, List<String> remarks) {
    switch (configured.state) {
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
          remarks.add(
              component
                  + " waits for "
                  + Arrays.stream(configured.unsatisfiedReferences)
                      .map(reference -> reference.name)
                      .collect(Collectors.joining(", ")));
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          remarks.add(component + " failed: " + configured.failure.lines().findFirst().orElse(""));
      default -> {
        // it works, or will when it is asked for
      }
    }
  }
}
