using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wasilo.Grains.Accounts;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Secrets;
using Wasilo.Grains.Watching;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Grains;

/// <summary>What the grains of sessions and accounts need on a silo, besides its storage and clock.</summary>
internal static class SessionComposition
{
    public static IServiceCollection AddSessions(this IServiceCollection services, EngineSettings engines)
    {
        services.TryAddSingleton<IRandomSource>(SystemRandomSource.Instance);
        services.TryAddSingleton(new WatchTimings());
        return services
            .AddSingleton(engines)
            .AddSingleton<SessionLifeStore>().AddSingleton<AccountKeys>()
            .AddSingleton(provider => new Lazy<KeyRing>(provider.GetRequiredService<KeyRing>))
            .AddSingleton<ConfigCipher>().AddSingleton<ConfigVault>()
            .AddSingleton<TokenDeriver>().AddSingleton<ScopedKeys>()
            .AddSingleton<EngineFactory>().AddSingleton<Leftovers>().AddSingleton<SessionServices>();
    }
}
