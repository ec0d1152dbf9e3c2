using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Local.AdoNet;
using Orleans.Local.Storage;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Adds grain storage in a database to a silo.</summary>
public static class AdoNetGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds a storage in a database under a name.</summary>
    public static ISiloBuilder AddAdoNetGrainStorage(
        this ISiloBuilder builder, string name, Action<AdoNetGrainStorageOptions> configureOptions)
    {
        builder.Services.AddOptions<AdoNetGrainStorageOptions>(name).Configure(configureOptions);
        builder.Services.AddGrainStorage(name, services =>
        {
            var options = services.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get(name);
            var database = AdoNetDatabase.Create(
                $"AdoNetGrainStorageOptions \"{name}\"", options.Invariant, options.ConnectionString, options.DataSource);
            return new AdoNetGrainStorage(
                name,
                services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId,
                new AdoNetQueries(database),
                services.StorageSerializer(name, options),
                options.DeleteStateOnClear);
        });
        return builder;
    }

    /// <summary>Adds a storage in a database for states that name none.</summary>
    public static ISiloBuilder AddAdoNetGrainStorageAsDefault(
        this ISiloBuilder builder, Action<AdoNetGrainStorageOptions> configureOptions) =>
        builder.AddAdoNetGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);
}
