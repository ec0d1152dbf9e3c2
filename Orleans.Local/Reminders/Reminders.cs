using Microsoft.Extensions.DependencyInjection;
using Orleans.Local.Activations;
using Orleans.Local.Reminders;
using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>A reminder, as its grain holds it.</summary>
    public interface IGrainReminder
    {
        /// <summary>Its name, unique within the grain.</summary>
        string ReminderName { get; }
    }

    /// <summary>When a reminder ticks.</summary>
    [GenerateSerializer]
    [Immutable]
    public readonly struct TickStatus
    {
        /// <summary>A tick; times are UTC.</summary>
        public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
        {
            FirstTickTime = firstTickTime;
            Period = period;
            CurrentTickTime = timeStamp;
        }

        /// <summary>When the reminder ticked first or will have, in UTC.</summary>
        [Id(0)]
        public DateTime FirstTickTime { get; }

        /// <summary>The time between ticks.</summary>
        [Id(1)]
        public TimeSpan Period { get; }

        /// <summary>When this tick was sent, in UTC.</summary>
        [Id(2)]
        public DateTime CurrentTickTime { get; }
    }

    /// <summary>A reminder could not be set, changed or removed.</summary>
    [GenerateSerializer]
    public sealed class ReminderException : OrleansException
    {
        /// <summary>An error.</summary>
        public ReminderException(string message)
            : base(message)
        {
        }
    }
}

namespace Orleans.Hosting
{
    /// <summary>How reminders behave.</summary>
    public sealed class ReminderOptions
    {
        /// <summary>The shortest period that a reminder may have.</summary>
        public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

        /// <summary>How often a silo reads the table of reminders where nothing else calls for it.</summary>
        public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);
    }
}

namespace Orleans
{
    /// <summary>A grain that takes reminders: timers that are stored, and so outlive activations, silos and restarts of the cluster.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>A reminder ticks. Ticks that fall into a time without silos are not made up for.</summary>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }

    /// <summary>A grain's reminders.</summary>
    public static class GrainReminderExtensions
    {
        /// <summary>Sets a reminder, in place of an earlier one of the name.</summary>
        /// <exception cref="ArgumentException">The period is shorter than <see cref="Hosting.ReminderOptions.MinimumReminderPeriod"/>.</exception>
        /// <exception cref="InvalidOperationException">The grain doesn't implement <see cref="IRemindable"/>, or the silo has no reminder service.</exception>
        public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
        {
            if (grain is not IRemindable)
                throw new InvalidOperationException($"{grain.GetType()} can't have reminders: it doesn't implement {nameof(IRemindable)}.");
            return ServiceOf(grain).RegisterAsync(grain.GrainContext.GrainId, reminderName, dueTime, period);
        }

        /// <summary>Removes a reminder.</summary>
        /// <exception cref="ReminderException">It was changed or removed since the grain got it.</exception>
        public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) => ServiceOf(grain).UnregisterAsync(reminder);

        /// <summary>The reminder of the name, or null.</summary>
        public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
            ServiceOf(grain).GetAsync(grain.GrainContext.GrainId, reminderName);

        /// <summary>All reminders of the grain.</summary>
        public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => ServiceOf(grain).GetAllAsync(grain.GrainContext.GrainId);

        private static ReminderService ServiceOf(IGrainBase grain) =>
            ((Activation)grain.GrainContext).Runtime.Services.GetRequiredService<ReminderService>();
    }
}
