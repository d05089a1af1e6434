using System.Collections;

namespace GreenPow.Core
{
    /// <summary>Where commands from both channels arrive: finds who knows them and refuses what the button has not allowed.</summary>
    public sealed class InstallerDesk
    {
        /// <summary>Nothing to send now.</summary>
        public const byte NoResult = 0xFE;

        /// <summary>The first of our own commands.</summary>
        public const byte FirstOwnCommand = 0x80;

        private readonly ArrayList _groups = new ArrayList();
        private readonly ImprovResult _result;
        private readonly Authorisation _authorisation;

        public InstallerDesk(Authorisation authorisation, ImprovResult result)
        {
            _result = result;
            _authorisation = authorisation;
        }

        public void Add(ICommandGroup group) => _groups.Add(group);

        public void Run(InstallerRequest request, long now)
        {
            IInstallerChannel from = request.From;
            from.ShowError(ImprovError.None);
            ICommandGroup group = Find(request.Command, from.IsSerial);
            byte error = group == null ? ImprovError.UnknownRpc : Allowed(group, request, now);
            _result.Begin(request.Command);
            if (error == ImprovError.None)
            {
                if (request.Command >= FirstOwnCommand) _result.Add("ok");
                error = group.Run(request, _result, now);
            }

            if (error == NoResult) return;
            bool isAnswered = error == ImprovError.None || (error == ImprovError.Unknown && _result.StringCount > 0);
            if (error != ImprovError.None) from.ShowError(error);
            if (isAnswered) from.Send(_result);
        }

        private ICommandGroup Find(byte command, bool isSerial)
        {
            for (int i = 0; i < _groups.Count; i++)
            {
                ICommandGroup group = (ICommandGroup)_groups[i];
                if (group.Knows(command, isSerial)) return group;
            }

            return null;
        }

        private byte Allowed(ICommandGroup group, InstallerRequest request, long now)
        {
            if (group.IsOpen(request.Command, request.Count) || request.From.IsSerial) return ImprovError.None;
            if (!_authorisation.IsGranted(now)) return ImprovError.NotAuthorized;
            _authorisation.Grant(now);
            return ImprovError.None;
        }
    }
}
