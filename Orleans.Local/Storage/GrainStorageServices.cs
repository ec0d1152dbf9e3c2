using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Local.Storage;

/// <summary>What storage needs of the silo's services.</summary>
internal static class GrainStorageServices
{
    /// <summary>Adds a storage under a name; the one named "Default" is the default storage as well.</summary>
    public static IServiceCollection AddGrainStorage(
        this IServiceCollection services, string name, Func<IServiceProvider, IGrainStorage> create)
    {
        services.TryAddSingleton<IGrainStorageSerializer, JsonGrainStorageSerializer>();
        services.AddKeyedSingleton(name, (provider, _) => create(provider));
        if (name == ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IGrainStorage>(name));
        return services;
    }

    /// <summary>The serializer of the storage <paramref name="name"/>.</summary>
    public static IGrainStorageSerializer StorageSerializer(
        this IServiceProvider services, string name, IStorageProviderSerializerOptions options) =>
        options.GrainStorageSerializer
        ?? services.GetKeyedService<IGrainStorageSerializer>(name)
        ?? services.GetRequiredService<IGrainStorageSerializer>();
}
