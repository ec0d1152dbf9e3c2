using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Local.AdoNet;

namespace Orleans.Hosting;

/// <summary>Reminders in a database.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Keeps reminders in a database.</summary>
    public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<AdoNetReminderTableOptions> configureOptions)
    {
        builder.Services.Configure(configureOptions);
        builder.Services.AddSingleton<IReminderTable, AdoNetReminderTable>();
        return builder;
    }
}
