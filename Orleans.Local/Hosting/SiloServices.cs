using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Local.Activations;
using Orleans.Local.Placement;
using Orleans.Local.Reminders;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Local.Hosting;

/// <summary>What a silo consists of.</summary>
internal static class SiloServices
{
    public static void Add(IServiceCollection services)
    {
        SharedServices.Add<SiloMessagingOptions>(services, "UseOrleans", "UseOrleansClient");
        services.AddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.AddScoped<ActivationAccessor>();
        services.AddScoped(s => s.GetRequiredService<ActivationAccessor>().Context);
        services.AddSingleton<RandomPlacementDirector>();
        services.AddKeyedSingleton<IPlacementDirector>(typeof(RandomPlacement), (s, _) => s.GetRequiredService<RandomPlacementDirector>());
        services.AddKeyedSingleton<IPlacementDirector, PreferLocalPlacementDirector>(typeof(PreferLocalPlacement));
        services.AddSingleton<SiloHost>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<SiloHost>());
        services.AddSingleton<ISiloStatusOracle>(s => s.GetRequiredService<SiloHost>().Runtime.Membership);
        services.AddSingleton<ReminderService>();
    }
}
