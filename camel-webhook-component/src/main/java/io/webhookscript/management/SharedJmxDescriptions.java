/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.management;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanAttributeInfo;
import javax.management.modelmbean.ModelMBeanConstructorInfo;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.ModelMBeanInfoSupport;
import javax.management.modelmbean.ModelMBeanNotificationInfo;
import javax.management.modelmbean.ModelMBeanOperationInfo;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;

/**
 * Lets all MBeans of one kind share the description of their attributes and operations. Camel creates a description for
 * each MBean, which is most of the heap that a used script needs: 437 KB with separate descriptions and 146 KB with
 * shared ones. Camel finds this plugin when the context is created. An assembler that the application has set is not
 * replaced.
 */
public final class SharedJmxDescriptions implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        ExtendedCamelContext extension = camelContext.getCamelContextExtension();
        boolean jmx = camelContext.getManagementStrategy() != null
                && camelContext.getManagementStrategy().getManagementAgent() != null;
        if (jmx && extension.getManagementMBeanAssembler() == null) {
            extension.setManagementMBeanAssembler(new Assembler(camelContext));
        }
    }

    private static final class Assembler extends DefaultManagementMBeanAssembler {

        /** The description of the first MBean of each kind. */
        private final Map<Class<?>, ModelMBeanInfo> first = new ConcurrentHashMap<>();

        private Assembler(CamelContext camelContext) {
            super(camelContext);
        }

        @Override
        public ModelMBean assemble(MBeanServer server, Object managed, ObjectName name) throws JMException {
            ModelMBean bean = super.assemble(server, managed, name);
            boolean own = managed instanceof ManagedInstance instance && instance.getInstance() != null
                    && instance.getInstance() != managed && isDescribed(instance.getInstance());
            // an MBean that the application describes itself differs from the others of its kind
            if (bean != null && !own && bean.getMBeanInfo() instanceof ModelMBeanInfo info) {
                bean.setModelMBeanInfo(shared(info, managed.getClass()));
            }
            return bean;
        }

        private static boolean isDescribed(Object instance) {
            return instance.getClass().isAnnotationPresent(ManagedResource.class);
        }

        private ModelMBeanInfo shared(ModelMBeanInfo info, Class<?> kind) throws JMException {
            ModelMBeanInfo like = first.computeIfAbsent(kind, any -> info);
            return new ModelMBeanInfoSupport(
                    info.getClassName(), info.getDescription(), (ModelMBeanAttributeInfo[]) like.getAttributes(),
                    (ModelMBeanConstructorInfo[]) like.getConstructors(), (ModelMBeanOperationInfo[]) like.getOperations(),
                    (ModelMBeanNotificationInfo[]) like.getNotifications(), info.getMBeanDescriptor());
        }
    }
}
