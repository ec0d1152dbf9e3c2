using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains.Reminders;

/// <summary>Wants to be reminded.</summary>
public interface IReminderGrain : IGrainWithStringKey
{
    /// <summary>Registers a reminder or changes it.</summary>
    Task Register(string name, TimeSpan due, TimeSpan period);

    /// <summary>Ends a reminder.</summary>
    Task Unregister(string name);

    /// <summary>The names of its reminders.</summary>
    Task<List<string>> Names();

    /// <summary>Whether a reminder of that name is found.</summary>
    Task<bool> Has(string name);

    /// <summary>Ends the activation.</summary>
    Task Deactivate();
}

/// <summary>Wants to be reminded, and writes when it is.</summary>
public sealed class ReminderGrain(IJournal journal) : JournaledGrain(journal), IReminderGrain, IRemindable
{
    /// <summary>What a reminder writes before its name.</summary>
    public const string Reminded = "reminded:";

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Write($"{Reminded}{reminderName} period {status.Period}");
        return Task.CompletedTask;
    }

    Task IReminderGrain.Register(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    async Task IReminderGrain.Unregister(string name)
    {
        var reminder = await this.GetReminder(name) ?? throw new InvalidOperationException($"There is no reminder '{name}' to end.");
        await this.UnregisterReminder(reminder);
        Write("unregistered");
    }

    async Task<List<string>> IReminderGrain.Names() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    async Task<bool> IReminderGrain.Has(string name) => await this.GetReminder(name) is not null;

    Task IReminderGrain.Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
