using Microsoft.Extensions.DependencyInjection;
using Orleans.Local.Reminders;

namespace Orleans.Hosting;

/// <summary>Reminders without a database.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Keeps reminders in the silo's memory; they end with it.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        builder.Services.AddSingleton<IReminderTable, InMemoryReminderTable>();
        return builder;
    }
}
