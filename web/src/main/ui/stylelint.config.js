/** BEM: block, block__element, block--modifier, block__element--modifier. */
const bem = '^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$';

export default {
  extends: ['stylelint-config-standard'],
  rules: {
    'selector-class-pattern': [bem, { message: 'Class names follow BEM.' }],
    'selector-max-id': 0,
    'declaration-no-important': true,
    'property-disallowed-list': [
      [
        'left',
        'right',
        'margin-left',
        'margin-right',
        'padding-left',
        'padding-right',
        'border-left',
        'border-right',
        'float',
      ],
      { message: 'Use the logical property, so that right-to-left works.' },
    ],
  },
};
