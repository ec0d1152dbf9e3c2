using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime;

internal sealed class PersistentStateFactory : IPersistentStateFactory
{
    public object Create(ParameterInfo parameter, PersistentStateAttribute attribute, GrainId grainId, IServiceProvider services)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansException(
                $"The parameter '{parameter.Name}' of {parameter.Member.DeclaringType} has a {nameof(PersistentStateAttribute)} " +
                $"and must be an IPersistentState<T>, but is a {type}.");
        }

        var storage = string.IsNullOrWhiteSpace(attribute.StorageName)
            ? services.GetService<IGrainStorage>() ?? throw new BadProviderConfigException(
                $"No default storage provider found loading grain type {grainId.Type}. Add one, as with AddAdoNetGrainStorageAsDefault.")
            : services.GetKeyedService<IGrainStorage>(attribute.StorageName) ?? throw new BadProviderConfigException(
                $"No storage provider named \"{attribute.StorageName}\" found loading grain type {grainId.Type}. " +
                "Add one, as with AddAdoNetGrainStorage.");
        return Activator.CreateInstance(
            typeof(PersistentState<>).MakeGenericType(type.GetGenericArguments()), attribute.StateName, grainId, storage)!;
    }
}
