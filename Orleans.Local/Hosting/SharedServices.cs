using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Local.Activations;
using Orleans.Local.Calls;
using Orleans.Local.Dashboard;
using Orleans.Serialization;

namespace Orleans.Local.Hosting;

/// <summary>What silos and clients both consist of.</summary>
internal static class SharedServices
{
    public static void Add<TMessagingOptions>(IServiceCollection services, string what, string whatNot)
        where TMessagingOptions : MessagingOptions
    {
        if (services.Any(s => s.ServiceType == typeof(Marker)))
            throw new InvalidOperationException($"The host is a silo or a client already. {what} can be called once, and not together with {whatNot}.");
        services.AddSingleton<Marker>();
        services.AddOptions();
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s =>
        {
            var options = s.GetRequiredService<IOptions<TMessagingOptions>>().Value;
            return new CallSettings(options.ResponseTimeout, options.MaxMessageBodySize);
        });
        services.AddSingleton<CallTracker>();
        services.AddSingleton<CallStatistics>();
        services.AddSingleton(s => new GrainTypeMap([.. GrainAssemblies.Find(), typeof(SharedServices).Assembly], s.GetRequiredService<IOptions<GrainCollectionOptions>>().Value));
        services.AddSingleton(_ => new TypeManifest(GrainAssemblies.Find()));
        services.AddSingleton(s => new GrainReferences(
            s.GetRequiredService<GrainTypeMap>(), s.GetRequiredService<CallSettings>(), s.GetRequiredService<CallTracker>(), s.GetRequiredService<TimeProvider>(), s));
        services.AddSingleton(s => new ObjectSerializer(s.GetRequiredService<TypeManifest>(), s.GetRequiredService<GrainReferences>()));
        services.AddSingleton<IClusterClient>(s => s.GetRequiredService<GrainReferences>());
        services.AddSingleton<IGrainFactory>(s => s.GetRequiredService<GrainReferences>());
    }

    private sealed class Marker;
}
