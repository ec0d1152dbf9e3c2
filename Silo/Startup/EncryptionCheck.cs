using Microsoft.Extensions.DependencyInjection;
using Wasilo.Storage.Secrets;

namespace Wasilo.Silo.Startup;

/// <summary>There is a master key. Asked for after the database, so that no key is made beside one that can't be opened.</summary>
internal sealed class EncryptionCheck(IServiceProvider services) : IStartupCheck
{
    public Task RunAsync(CancellationToken cancellation)
    {
        services.GetRequiredService<KeyRing>();
        return Task.CompletedTask;
    }
}
